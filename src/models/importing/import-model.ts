import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { prepareCheckpointImport } from "../checkpoint/prepare-checkpoint-import.ts";
import { prepareLegacyImport } from "../ggml/prepare-legacy-import.ts";
import { importFile } from "./import-file.ts";
import type {
  ImportReport,
  ImportRequest,
  ImportSource,
  PreparedImport,
} from "./import-request.ts";

/**
 * Makes a GGUF file of a model in another form. Throws a `UserError` when that can't be; whatever happens, no half file
 * is left under the model's name.
 */
export async function importModel(request: ImportRequest): Promise<ImportReport> {
  await using prepared = await prepare(request);
  const { content, from, name, tensorTypes, notes } = prepared;
  const { modelsDir, onProgress, signal, stretchBytes } = request;
  const target = request.target ?? join(modelsDir, `${fileNameOf(name)}.gguf`);
  const { sha256, resumedBytes } = await importFile({
    content,
    target: resolve(target),
    onProgress,
    signal,
    stretchBytes,
  });
  const { sizeBytes } = content.layout;
  const percent = Math.floor((100 * resumedBytes) / sizeBytes);
  const resumed = `An import that was broken off had written ${percent} % of it already; it went on from there.`;
  return {
    file: target,
    sizeBytes,
    sha256,
    from,
    tensorTypes,
    notes: resumedBytes === 0 ? notes : [resumed, ...notes],
  };
}

async function prepare(source: ImportSource): Promise<PreparedImport> {
  return (await isFolder(source.source))
    ? prepareCheckpointImport(source)
    : prepareLegacyImport(source);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // Whoever opens it will say what is wrong with it.
    return false;
  }
}

/** A model's name as a file's: nothing in it can lead to another folder. */
function fileNameOf(name: string): string {
  const safe = name.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[.-]+/, "");
  return safe === "" ? "imported" : safe.slice(0, 100);
}
