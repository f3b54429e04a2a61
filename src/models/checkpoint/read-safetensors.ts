import { z } from "zod";
import { EndOfFileError, readFully } from "../importing/read-fully.ts";
import { checkpointProblem, shown } from "./checkpoint-problem.ts";
import {
  bytesOfFormat,
  type CheckpointFile,
  elementsOf,
  type NumberFormat,
  type StoredTensor,
  tensorLimits,
} from "./stored-tensor.ts";

const lengthBytes = 8;

/** The format's own bound for the header is 100 MB; that of the largest models has some hundred kilobytes. */
const mostHeaderBytes = 16 * 1024 ** 2;

const entrySchema = z.object({
  dtype: z.string().max(16),
  shape: z.array(z.number()).max(tensorLimits.dimensions),
  data_offsets: z.tuple([z.number(), z.number()]),
});

/** Bytes of a number in the formats that the container has, beside those that we use. */
const otherFormats: Readonly<Record<string, number>> = {
  F64: 8,
  I64: 8,
  U64: 8,
  I32: 4,
  U32: 4,
  I16: 2,
  U16: 2,
  I8: 1,
  U8: 1,
  BOOL: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
};

/**
 * The tensors of a safetensors file, by its header. Throws a `UserError` where the header is damaged, or a tensor lies
 * outside of the file, over another one, or isn't as large as its shape says.
 *
 * Format: https://github.com/huggingface/safetensors#format
 */
export async function readSafetensors(file: CheckpointFile): Promise<readonly StoredTensor[]> {
  const damaged = (what: string) => checkpointProblem(file.path, "checkpoint-damaged", what);
  const headerBytes = await headerLength(file);
  const start = lengthBytes + headerBytes;
  const header = parseObject((await readFully(file.handle, lengthBytes, headerBytes)).toString());
  if (header === undefined) throw damaged("has a header that isn't JSON: it is damaged");
  const entries = Object.entries(header).filter(([name]) => name !== "__metadata__");
  if (entries.length > tensorLimits.tensors) throw damaged("has an impossible number of tensors");

  const tensors = entries.map(([name, value]) => {
    const entry = entrySchema.safeParse(value);
    const tensor = entry.success ? toTensor(file, name, entry.data, start) : undefined;
    if (tensor === undefined)
      throw damaged(`has a tensor ${shown(name)} that can't be: it is damaged or cut off`);
    return tensor;
  });
  let end = start;
  for (const { name, offset, sizeBytes } of tensors.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < end) throw damaged(`has a tensor ${shown(name)} that lies over another one`);
    end = offset + sizeBytes;
  }
  return tensors;
}

async function headerLength({ path, handle, sizeBytes }: CheckpointFile): Promise<number> {
  try {
    const length = (await readFully(handle, 0, lengthBytes)).readBigUInt64LE();
    if (length >= 2n && length <= mostHeaderBytes && length <= sizeBytes - lengthBytes)
      return Number(length);
  } catch (error) {
    if (!(error instanceof EndOfFileError)) throw error;
  }
  throw checkpointProblem(
    path,
    "checkpoint-damaged",
    "has an impossible header: it is cut off, or no safetensors file",
  );
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    // Bytes that aren't JSON: the caller says so.
    return undefined;
  }
}

function toTensor(
  file: CheckpointFile,
  name: string,
  { dtype, shape, data_offsets: [from, to] }: z.infer<typeof entrySchema>,
  start: number,
): StoredTensor | undefined {
  const elements = elementsOf(shape);
  const format = isNumberFormat(dtype) ? dtype : { other: dtype };
  const bytes = isNumberFormat(dtype) ? bytesOfFormat[dtype] : otherFormats[dtype];
  const isSound =
    elements !== undefined &&
    name.length <= tensorLimits.nameLength &&
    Number.isSafeInteger(from) &&
    Number.isSafeInteger(to) &&
    from >= 0 &&
    to >= from &&
    start + to <= file.sizeBytes &&
    (bytes === undefined || to - from === elements * bytes);
  return isSound
    ? { name, format, shape, file, offset: start + from, sizeBytes: to - from }
    : undefined;
}

function isNumberFormat(dtype: string): dtype is NumberFormat {
  return Object.hasOwn(bytesOfFormat, dtype);
}
