import { readdir } from "node:fs/promises";
import { z } from "zod";
import type { CheckpointFolder } from "./checkpoint-folder.ts";
import { checkpointProblem, shown } from "./checkpoint-problem.ts";
import { readPytorch } from "./pytorch/read-pytorch.ts";
import { readSafetensors } from "./read-safetensors.ts";
import type { CheckpointFile, StoredTensor } from "./stored-tensor.ts";

/** The weights of a checkpoint with all their files open. */
export interface OpenWeights extends AsyncDisposable {
  readonly container: WeightsContainer;
  readonly files: readonly CheckpointFile[];
  readonly tensors: readonly StoredTensor[];
}

export type WeightsContainer = "safetensors" | "PyTorch";

interface WeightsList {
  readonly container: WeightsContainer;
  readonly files: readonly string[];
  /** Tensors that have to be there; undefined where no index lists them. */
  readonly named: readonly string[] | undefined;
}

/** Weights by the names that they are usually saved under; an index tells in which files they are. */
const usual: readonly (readonly [WeightsContainer, string])[] = [
  ["safetensors", "model.safetensors"],
  ["PyTorch", "pytorch_model.bin"],
];

const mostIndexBytes = 32 * 1024 ** 2;
const mostFiles = 1000;

const indexSchema = z.looseObject({ weight_map: z.record(z.string(), z.string()) });

/** The file's name alone: an index has no business in other folders. */
const plainName = /^(?!\.)[\w.-]{1,200}$/;

/**
 * Opens the weights of a checkpoint and reads where each tensor is: safetensors before PyTorch, an index before a single
 * file. Throws a `UserError` where there are none, or some are missing or damaged.
 */
export async function openWeights(folder: CheckpointFolder): Promise<OpenWeights> {
  const { container, files: names, named } = await listWeights(folder);
  const files: CheckpointFile[] = [];
  const close = async () => {
    for (const { handle } of files.splice(0)) await handle.close();
  };
  try {
    const tensors: StoredTensor[] = [];
    for (const name of names) {
      const file = await folder.openWeights(name);
      files.push(file);
      const read = container === "safetensors" ? readSafetensors(file) : readPytorch(file);
      for (const tensor of await read) tensors.push(tensor);
    }
    checkNamed(folder, named, tensors);
    return { container, files, tensors, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function listWeights(folder: CheckpointFolder): Promise<WeightsList> {
  for (const [container, name] of usual) {
    const index: unknown = await folder.json(`${name}.index.json`, mostIndexBytes);
    if (index !== undefined) return { container, ...indexedFiles(folder, index) };
    if ((await folder.sizeOf(name)) !== undefined)
      return { container, files: [name], named: undefined };
  }
  const others = (await readdir(folder.path))
    .filter((name) => name.endsWith(".safetensors"))
    .toSorted();
  if (others.length > 0 && others.length <= mostFiles)
    return { container: "safetensors", files: others, named: undefined };
  throw checkpointProblem(
    folder.path,
    "checkpoint-incomplete",
    "has no weights: model.safetensors or pytorch_model.bin, whole or in parts with their index",
  );
}

function indexedFiles(
  folder: CheckpointFolder,
  index: unknown,
): Pick<WeightsList, "files" | "named"> {
  const parsed = indexSchema.safeParse(index);
  const files = [...new Set(Object.values(parsed.data?.weight_map ?? {}))];
  if (!parsed.success || files.length === 0 || files.length > mostFiles)
    throw checkpointProblem(
      folder.path,
      "checkpoint-damaged",
      "has an index of its weights that can't be used",
    );
  const unsafe = files.find((name) => !plainName.test(name));
  if (unsafe !== undefined)
    throw checkpointProblem(
      folder.path,
      "checkpoint-unsafe",
      `has an index that names ${shown(unsafe)}, which isn't a file beside it`,
    );
  return { files, named: Object.keys(parsed.data.weight_map) };
}

function checkNamed(
  folder: CheckpointFolder,
  named: readonly string[] | undefined,
  tensors: readonly StoredTensor[],
): void {
  const there = new Set(tensors.map(({ name }) => name));
  const missing = named?.find((name) => !there.has(name));
  if (missing !== undefined)
    throw checkpointProblem(
      folder.path,
      "checkpoint-damaged",
      `lacks the tensor ${shown(missing)}, which its index names`,
    );
}
