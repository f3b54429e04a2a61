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
export function tensorValues({ typeId, data }: ImportedTensor): readonly number[] {
  const [elements, bytes] = blockSizes[typeId] ?? [1, 1];
  return Array.from({ length: data.length / bytes }, (_, index) => {
    const block = data.subarray(index * bytes, (index + 1) * bytes);
    return Array.from({ length: elements }, (_unused, element) => valueOf(typeId, block, element));
  }).flat();
}

function valueOf(typeId: number, block: Buffer, element: number): number {
  const half = (offset: number) => fromHalf(block.readUInt16LE(offset));
  const nibble = (offset: number) => {
    const byte = block.readUInt8(offset + (element % 16));
    return element < 16 ? byte & 15 : byte >>> 4;
  };
  const fifth = (offset: number) => ((block.readUInt32LE(offset) >>> element) & 1) * 16;
  switch (typeId) {
    case 0:
      return block.readFloatLE(0);
    case 1:
      return half(0);
    case 2:
      return (nibble(2) - 8) * half(0);
    case 3:
      return nibble(4) * half(0) + half(2);
    case 6:
      return (nibble(6) + fifth(2) - 16) * half(0);
    case 7:
      return (nibble(8) + fifth(4)) * half(0) + half(2);
    case 8:
      return block.readInt8(2 + element) * half(0);
    default:
      throw new RangeError(`type ${typeId} isn't worked out here`);
  }
}
