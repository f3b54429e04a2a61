import { basename, join, resolve } from "node:path";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { chooseParameters, type ImportWishes } from "./choose-parameters.ts";
import { importFile } from "./import-file.ts";
import { openLegacyModel } from "./open-legacy-model.ts";
import { hasGroupedKeys, planImport } from "./plan-import.ts";
import type { WriteProgress } from "./write-import.ts";

export interface ImportRequest {
  /** The legacy file; with a model in several files, the first. */
  readonly file: string;
  readonly wishes: ImportWishes;
  /** Where the new file goes. Undefined: in the models folder, under the model's name. */
  readonly target?: string | undefined;
  readonly modelsDir: string;
  readonly catalogue: Catalogue;
  readonly onProgress: (progress: WriteProgress) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface ImportReport {
  /** The new file. */
  readonly file: string;
  readonly sizeBytes: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
  /** How the legacy file was packed: `ggjt v3`. */
  readonly container: string;
  /** Types of tensors in the new file. */
  readonly tensorTypes: readonly string[];
  /** What was assumed where neither the file nor the person says it, and what isn't as it was; whole sentences. */
  readonly notes: readonly string[];
}

/**
 * Makes a GGUF file of a model in a file from before GGUF. Throws a `UserError` when that can't be; whatever happens,
 * no half file is left under the model's name.
 */
export async function importModel(request: ImportRequest): Promise<ImportReport> {
  const { file, wishes, modelsDir, catalogue, onProgress, signal } = request;
  await using source = await openLegacyModel(file);
  const { parameters, notes } = chooseParameters({
    catalogue,
    fileName: basename(file),
    hasGroupedKeys: hasGroupedKeys(source.files),
    wishes,
  });
  const plan = planImport(source.files, parameters);
  const target = request.target ?? join(modelsDir, `${fileNameOf(parameters.name)}.gguf`);
  const sha256 = await importFile({ source, plan, target: resolve(target), onProgress, signal });
  return {
    file: target,
    sizeBytes: plan.layout.sizeBytes,
    sha256,
    container: source.files[0]?.container.name ?? "",
    tensorTypes: [...new Set(plan.tensors.map(({ type }) => type.target.name))],
    notes: [...notes, ...plan.losses],
  };
}

/** A model's name as a file's: nothing in it can lead to another folder. */
function fileNameOf(name: string): string {
  const safe = name.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[.-]+/, "");
  return safe === "" ? "imported" : safe.slice(0, 100);
}
