import { EndOfFileError, readFully } from "../../importing/read-fully.ts";
import { checkpointProblem, shown } from "../checkpoint-problem.ts";
import {
  type CheckpointFile,
  elementsOf,
  type StoredTensor,
  tensorLimits,
} from "../stored-tensor.ts";
import { PickleDict, PickleError, type PickleValue } from "./pickle-values.ts";
import { readArchiveWeights } from "./read-archive-weights.ts";
import { readStreamWeights } from "./read-stream-weights.ts";
import { ForeignNameError, TorchTensor } from "./torch-host.ts";
import { ZipError } from "./zip-directory.ts";

/** A pickled object and the places of the storages that it refers to. */
export interface PickledWeights {
  readonly value: PickleValue;
  /** Where a storage's numbers lie in the file; undefined where there is no such storage. */
  storage(key: string): Promise<StoragePlace | undefined>;
}

export interface StoragePlace {
  readonly offset: number;
  readonly sizeBytes: number;
}

const zipStart = "PK\u0003\u0004";

/**
 * The tensors of a file that `torch.save` wrote: a zip archive since PyTorch 1.6, a row of pickles before. Nothing in it
 * is run. Throws a `UserError` where it is damaged, or holds anything but the weights of a model.
 */
export async function readPytorch(file: CheckpointFile): Promise<readonly StoredTensor[]> {
  try {
    const start = (await readFully(file.handle, 0, Math.min(4, file.sizeBytes))).toString("latin1");
    const weights = start === zipStart ? readArchiveWeights(file) : readStreamWeights(file);
    return await tensorsOf(file, await weights);
  } catch (error) {
    throw asProblem(file.path, error);
  }
}

async function tensorsOf(
  file: CheckpointFile,
  weights: PickledWeights,
): Promise<readonly StoredTensor[]> {
  const named = stateDictionary(weights.value);
  if (named.length === 0 || named.length > tensorLimits.tensors)
    throw new PickleError("it has no tensors, or impossibly many");
  const tensors: StoredTensor[] = [];
  for (const [name, tensor] of named) tensors.push(await place(file, weights, name, tensor));
  return tensors;
}

/** The named tensors, also where training has put them beside other things. */
function stateDictionary(value: PickleValue): readonly (readonly [string, TorchTensor])[] {
  if (!(value instanceof PickleDict)) throw new PickleError("it isn't a dictionary of tensors");
  const inner = value.entries.get("state_dict");
  if (inner instanceof PickleDict) return stateDictionary(inner);
  const named: (readonly [string, TorchTensor])[] = [];
  for (const [name, tensor] of value.entries)
    if (typeof name === "string" && tensor instanceof TorchTensor) named.push([name, tensor]);
  return named;
}

async function place(
  file: CheckpointFile,
  weights: PickledWeights,
  name: string,
  { storage, offset, shape, isContiguous }: TorchTensor,
): Promise<StoredTensor> {
  if (name.length > tensorLimits.nameLength || shape.length > tensorLimits.dimensions)
    throw new PickleError(`it has a tensor ${shown(name)} that can't be`);
  if (!isContiguous)
    throw checkpointProblem(
      file.path,
      "checkpoint-unsupported",
      `has a tensor ${shown(name)} that is stored across its rows: save the model again as safetensors`,
    );
  const found = await weights.storage(storage.key);
  const elements = elementsOf(shape) ?? Number.POSITIVE_INFINITY;
  const isWithin =
    found !== undefined &&
    offset + elements <= storage.elements &&
    storage.elements * storage.numberBytes <= found.sizeBytes;
  if (!isWithin) throw new PickleError(`the numbers of ${shown(name)} are missing`);
  return {
    name,
    format: storage.format,
    shape,
    file,
    offset: found.offset + offset * storage.numberBytes,
    sizeBytes: elements * storage.numberBytes,
  };
}

function asProblem(path: string, error: unknown): unknown {
  if (error instanceof ForeignNameError)
    return checkpointProblem(
      path,
      "checkpoint-unsafe",
      `asks for ${error.message}, which weights don't need, so it is refused; nothing of it was run. Get the model as safetensors`,
    );
  if (error instanceof PickleError || error instanceof ZipError || error instanceof EndOfFileError)
    return checkpointProblem(
      path,
      "checkpoint-damaged",
      `is damaged, cut off, or no PyTorch weights: ${error.message || "it ends too early"}`,
    );
  return error;
}
