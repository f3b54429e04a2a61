import { readCatalogue } from "../../models/catalogue/read-catalogue.ts";
import { importModel } from "../../models/importing/import-model.ts";
import type { ImportWishes } from "../../models/importing/import-request.ts";
import type { WriteProgress } from "../../models/importing/write-content.ts";

export interface ImportCommand {
  /** A GGML file, or the folder of a checkpoint. */
  readonly source: string;
  readonly wishes: ImportWishes;
  /** The new file; undefined: in the models folder. */
  readonly out?: string | undefined;
  readonly modelsDir: string;
  /** Tells the person how far it is. */
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Imports a model from before GGUF or from a checkpoint, and says what came of it, line by line. */
export async function runImport(command: ImportCommand): Promise<readonly string[]> {
  const { source, wishes, out, modelsDir, tell, signal } = command;
  const report = await importModel({
    source,
    wishes,
    target: out,
    modelsDir,
    catalogue: await readCatalogue(),
    onProgress: tellTenths(tell),
    signal,
  });
  const size = `${Math.ceil(report.sizeBytes / 1024 ** 2)} MiB`;
  return [
    `${report.file}: imported from ${report.from}, ${report.tensorTypes.join(" and ")}, ${size}.`,
    `SHA-256 ${report.sha256}`,
    ...report.notes,
  ];
}

/** A line for every tenth of the work. */
function tellTenths(tell: (line: string) => void): (progress: WriteProgress) => void {
  let told = "";
  return ({ phase, doneBytes, totalBytes }) => {
    const line = `${phase === "writing" ? "Writing" : "Checking"} … ${Math.floor((10 * doneBytes) / totalBytes) * 10} %`;
    if (line !== told) tell(line);
    told = line;
  };
}
