import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { UserError } from "../lib/errors.ts";

/** Folders below the models folder that are looked into when listing what is there. */
const deepestListing = 3;

const longestListing = 20;

export interface ModelLocation {
  /** `MODEL`: a path inside the models folder, or an absolute path. */
  readonly model: string;
  /** `MODELS_DIR`. */
  readonly modelsDir: string;
}

/** The absolute path of the model file. Throws a {@link UserError} that lists the models that are there. */
export async function resolveModelFile({ model, modelsDir }: ModelLocation): Promise<string> {
  const folder = resolve(modelsDir);
  const file = resolve(folder, model);
  if (!isAbsolute(model) && !file.startsWith(folder + sep)) {
    throw new UserError(
      "model-outside",
      `MODEL is "${model}", which leads out of ${modelsDir}. Give a path inside it, or an absolute path.`,
    );
  }
  if (await isFile(file)) return file;
  const found = await listModels(folder);
  const advice =
    found.length === 0
      ? `There is no .gguf file in ${modelsDir} at all.`
      : `In ${modelsDir} there are: ${found.slice(0, longestListing).join(", ")}${found.length > longestListing ? ", …" : ""}.`;
  throw new UserError("model-missing", `There is no model file "${model}". ${advice} Set MODEL.`);
}

/** The GGUF files below a folder, as paths inside it, sorted. Empty when there is no such folder. */
export async function listModels(folder: string): Promise<readonly string[]> {
  const files = await filesBelow(folder, deepestListing);
  return files
    .filter((file) => file.toLowerCase().endsWith(".gguf"))
    .map((file) => relative(folder, file).split(sep).join("/"))
    .toSorted();
}

async function filesBelow(folder: string, depth: number): Promise<readonly string[]> {
  let entries: readonly Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch {
    // A folder that is missing or closed to us has no models for us.
    return [];
  }
  const nested = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (!entry.isDirectory()) return [path];
      return depth > 1 ? filesBelow(path, depth - 1) : [];
    }),
  );
  return nested.flat();
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    // Missing, or not ours to see: no file for us either way.
    return false;
  }
}
