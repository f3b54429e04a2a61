import { readFully } from "../../importing/read-fully.ts";
import type { CheckpointFile } from "../stored-tensor.ts";
import {
  PickleDict,
  PickleError,
  type PickleHost,
  PickleList,
  type PickleValue,
} from "./pickle-values.ts";
import { readPickle } from "./read-pickle.ts";
import type { PickledWeights, StoragePlace } from "./read-pytorch.ts";
import { TorchStorage, torchHost } from "./torch-host.ts";

/** `torch.save` before PyTorch 1.6 begins with this number. */
const magic = 0x1950a86a20f9469cfc6cn;
const protocol = 1001;

/** The pickles come before the numbers; those of the largest models have some megabytes. */
const mostPickleBytes = 64 * 1024 ** 2;

const lengthBytes = 8;

/**
 * Weights as PyTorch wrote them before 1.6: pickles of a magic number, a version, facts on the machine, the object and
 * the storages' names; then the storages in that order, each after its length.
 */
export async function readStreamWeights(file: CheckpointFile): Promise<PickledWeights> {
  const bytes = await readFully(file.handle, 0, Math.min(file.sizeBytes, mostPickleBytes));
  const sizes = new Map<string, number>();
  const host: PickleHost = {
    ...torchHost,
    reference(id) {
      const storage = torchHost.reference(id);
      if (storage instanceof TorchStorage) sizes.set(storage.key, storage.numberBytes);
      return storage;
    },
  };
  let end = 0;
  const next = (): PickleValue => {
    const read = readPickle(bytes, end, host);
    end = read.end;
    return read.value;
  };
  if (next() !== magic || next() !== protocol)
    throw new PickleError("it doesn't begin as torch.save begins a file");
  const machine = next();
  if (machine instanceof PickleDict && machine.entries.get("little_endian") === false)
    throw new PickleError("its numbers are big-endian");
  const value = next();
  const keys = next();
  const places = await findStorages(file, { keys, sizes, start: end });
  return { value, storage: async (key) => places.get(key) };
}

async function findStorages(
  file: CheckpointFile,
  {
    keys,
    sizes,
    start,
  }: {
    readonly keys: PickleValue;
    /** Bytes of a number, by the storage's name. */
    readonly sizes: ReadonlyMap<string, number>;
    readonly start: number;
  },
): Promise<ReadonlyMap<string, StoragePlace>> {
  if (!(keys instanceof PickleList)) throw new PickleError("the list of storages is missing");
  const places = new Map<string, StoragePlace>();
  let offset = start;
  for (const key of keys.items) {
    const numberBytes = typeof key === "string" ? sizes.get(key) : undefined;
    if (typeof key !== "string" || numberBytes === undefined)
      throw new PickleError("it has a storage that no tensor uses");
    const length = (await readFully(file.handle, offset, lengthBytes)).readBigInt64LE();
    const sizeBytes = Number(length) * numberBytes;
    offset += lengthBytes;
    if (length < 0n || !(offset + sizeBytes <= file.sizeBytes))
      throw new PickleError("it is cut off");
    places.set(key, { offset, sizeBytes });
    offset += sizeBytes;
  }
  return places;
}
