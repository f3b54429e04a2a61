import { readFully } from "../../importing/read-fully.ts";
import type { CheckpointFile } from "../stored-tensor.ts";
import { PickleError } from "./pickle-values.ts";
import { readPickle } from "./read-pickle.ts";
import type { PickledWeights } from "./read-pytorch.ts";
import { torchHost } from "./torch-host.ts";
import { dataOffset, readZipDirectory, ZipError } from "./zip-directory.ts";

/** That of the largest models has some megabytes. */
const mostPickleBytes = 64 * 1024 ** 2;

/** Weights in a zip archive: a pickle `data.pkl`, and a file for each storage. */
export async function readArchiveWeights(file: CheckpointFile): Promise<PickledWeights> {
  const entries = new Map((await readZipDirectory(file)).map((entry) => [entry.name, entry]));
  const pickle = [...entries.values()].find(({ name }) => /(?:^|\/)data\.pkl$/.test(name));
  if (pickle === undefined) throw new ZipError("it has no data.pkl");
  if (!pickle.isStored || pickle.sizeBytes > mostPickleBytes)
    throw new ZipError("its data.pkl is packed, or impossibly large");
  const root = pickle.name.slice(0, -"data.pkl".length);
  await checkByteOrder(file, entries.get(`${root}byteorder`));
  const bytes = await readFully(file.handle, await dataOffset(file, pickle), pickle.sizeBytes);
  return {
    value: readPickle(bytes, 0, torchHost).value,
    async storage(key) {
      const entry = entries.get(`${root}data/${key}`);
      if (entry === undefined) return undefined;
      if (!entry.isStored) throw new ZipError(`${entry.name} is packed`);
      return { offset: await dataOffset(file, entry), sizeBytes: entry.sizeBytes };
    },
  };
}

async function checkByteOrder(
  file: CheckpointFile,
  entry: Parameters<typeof dataOffset>[1] | undefined,
): Promise<void> {
  if (entry === undefined || entry.sizeBytes > 16) return;
  const bytes = await readFully(file.handle, await dataOffset(file, entry), entry.sizeBytes);
  if (bytes.toString() !== "little") throw new PickleError("its numbers are big-endian");
}
