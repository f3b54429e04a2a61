import { type FileHandle, open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { UserError } from "../../lib/errors.ts";
import type { LegacyFile } from "./legacy-model.ts";
import { legacyProblem } from "./legacy-problem.ts";
import { readLegacyFile } from "./read-legacy-file.ts";

/** LLaMA 65B, the largest that was ever split, has eight parts. */
const mostParts = 16;

/** A legacy model with all its files open. */
export interface OpenLegacyModel extends AsyncDisposable {
  readonly files: readonly LegacyFile[];
  readonly handles: readonly FileHandle[];
}

/**
 * Opens a legacy file, and the parts `FILE.1`, `FILE.2`, … that lie beside it, and reads their heads. Throws a
 * `UserError` where it isn't a whole LLaMA model.
 */
export async function openLegacyModel(file: string): Promise<OpenLegacyModel> {
  const handles: FileHandle[] = [];
  const close = async () => {
    for (const handle of handles.splice(0)) await handle.close();
  };
  try {
    const files: LegacyFile[] = [];
    for (const part of await partsOf(file)) {
      const handle = await openPart(part);
      handles.push(handle);
      const legacy = await readLegacyFile(part, handle);
      files.push(legacy);
      if (!legacy.container.maySplit) break;
    }
    return { files, handles, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openPart(file: string): Promise<FileHandle> {
  try {
    const handle = await open(file, "r");
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw new UserError(
      missing ? "model-missing" : "model-unreadable",
      missing
        ? `There is no model file ${basename(file)}.`
        : `The model file ${basename(file)} can't be read: check its permissions.`,
      { cause: error },
    );
  }
  throw legacyProblem(file, "model-not-ggml", "is not a file");
}

async function partsOf(file: string): Promise<readonly string[]> {
  const parts = [file];
  while (parts.length < mostParts && (await exists(`${file}.${parts.length}`)))
    parts.push(`${file}.${parts.length}`);
  return parts;
}

async function exists(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    // Missing, or not ours to see: no part either way.
    return false;
  }
}
