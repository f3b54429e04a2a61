import { readFileSync } from "node:fs";
import { readGgufFileInfo } from "node-llama-cpp";
import { fromHalf } from "../../src/models/gguf/half-float.ts";

export interface ImportedTensor {
  readonly dimensions: readonly number[];
  /** The type's number in GGUF. */
  readonly typeId: number;
  readonly data: Buffer;
}

const blockSizes: Readonly<Record<number, readonly [elements: number, bytes: number]>> = {
  0: [1, 4],
  1: [1, 2],
  2: [32, 18],
  3: [32, 20],
  6: [32, 22],
  7: [32, 24],
  8: [32, 34],
  10: [256, 84],
  11: [256, 110],
  12: [256, 144],
  13: [256, 176],
  14: [256, 210],
};

/** The tensors of a GGUF file by name, read by a reader that isn't ours. */
export async function importedTensors(file: string): Promise<ReadonlyMap<string, ImportedTensor>> {
  const bytes = readFileSync(file);
  const { tensorInfo = [] } = await readGgufFileInfo(file, { sourceType: "filesystem" });
  return new Map(
    tensorInfo.map(({ name, dimensions, ggmlType, fileOffset }) => {
      const lengths = dimensions.map(Number);
      const elements = lengths.reduce((product, length) => product * length, 1);
      const [blockElements, blockBytes] = blockSizes[ggmlType] ?? [1, 0];
      const start = Number(fileOffset);
      const data = bytes.subarray(start, start + (elements / blockElements) * blockBytes);
      return [name, { dimensions: lengths, typeId: ggmlType, data }];
    }),
  );
}

/** The numbers of a tensor, worked out as the documents of GGUF have it. Not for k-quants. */
export function tensorValues({ typeId, data }: ImportedTensor): Float64Array {
  const [elements, bytes] = blockSizes[typeId] ?? [1, 1];
  const values = new Float64Array((data.length / bytes) * elements);
  for (let index = 0, at = 0; index < values.length; index += elements, at += bytes)
    if (typeId === 0) values[index] = data.readFloatLE(at);
    else if (typeId === 1) values[index] = fromHalf(data.readUInt16LE(at));
    else writeBlock(typeId, data, at, values, index);
  return values;
}

/** One block of 32 numbers, which is at `at`, to `to`. */
function writeBlock(
  typeId: number,
  data: Buffer,
  at: number,
  values: Float64Array,
  to: number,
): void {
  const half = (offset: number) => fromHalf(data.readUInt16LE(at + offset));
  const nibble = (offset: number, element: number) => {
    const byte = data.readUInt8(at + offset + (element % 16));
    return element < 16 ? byte & 15 : byte >>> 4;
  };
  const fifth = (offset: number, element: number) =>
    ((data.readUInt32LE(at + offset) >>> element) & 1) * 16;
  const fill = (scale: number, valueOf: (element: number) => number, minimum = 0) => {
    for (let element = 0; element < 32; element++)
      values[to + element] = valueOf(element) * scale + minimum;
  };
  switch (typeId) {
    case 2:
      return fill(half(0), (element) => nibble(2, element) - 8);
    case 3:
      return fill(half(0), (element) => nibble(4, element), half(2));
    case 6:
      return fill(half(0), (element) => nibble(6, element) + fifth(2, element) - 16);
    case 7:
      return fill(half(0), (element) => nibble(8, element) + fifth(4, element), half(2));
    case 8:
      return fill(half(0), (element) => data.readInt8(at + 2 + element));
    default:
      throw new RangeError(`type ${typeId} isn't worked out here`);
  }
}
