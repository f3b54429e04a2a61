import type { Catalogue, ModelEntry } from "../../models/catalogue/catalogue.ts";
import { readCatalogue } from "../../models/catalogue/read-catalogue.ts";
import { listModels } from "../../models/resolve-model-file.ts";

export interface ModelList {
  /** GGUF files in the models folder, as paths inside it. */
  readonly files: readonly string[];
  readonly known: Catalogue["models"];
}

/** The models that are here, and those that the catalogue knows. */
export async function listKnownModels(modelsDir: string): Promise<ModelList> {
  const [files, { models }] = await Promise.all([listModels(modelsDir), readCatalogue()]);
  return { files, known: models };
}

/** One line per model. */
export function describeModels({ files, known }: ModelList, modelsDir: string): string {
  const here = files.length === 0 ? ["  none"] : files.map((file) => `  ${file}`);
  const width = Math.max(...known.map(({ id }) => id.length));
  const rows = known.map((entry) => `  ${entry.id.padEnd(width)}  ${summaryOf(entry)}`);
  return [`In ${modelsDir}:`, ...here, "", "Known models:", ...rows].join("\n");
}

function summaryOf({ route, family, sizes, context }: ModelEntry): string {
  const names = sizes.map(({ name }) => name).join(", ");
  return `${route.padEnd(12)}  ${family}, ${names}; ${context} tokens`;
}
