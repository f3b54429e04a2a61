/**
 * Numbers in a block and bytes of it, by the type's number in a GGUF file. Source: the tables of ggml.c and
 * ggml-common.h of llama.cpp.
 */
const blocks: Readonly<Record<number, readonly [elements: number, bytes: number]>> = {
  0: [1, 4],
  1: [1, 2],
  2: [32, 18],
  3: [32, 20],
  6: [32, 22],
  7: [32, 24],
  8: [32, 34],
  9: [32, 36],
  10: [256, 84],
  11: [256, 110],
  12: [256, 144],
  13: [256, 176],
  14: [256, 210],
  15: [256, 292],
  16: [256, 66],
  17: [256, 74],
  18: [256, 98],
  19: [256, 50],
  20: [32, 18],
  21: [256, 110],
  22: [256, 82],
  23: [256, 136],
  24: [1, 1],
  25: [1, 2],
  26: [1, 4],
  27: [1, 8],
  28: [1, 8],
  29: [256, 56],
  30: [1, 2],
  34: [256, 54],
  35: [256, 66],
  39: [32, 17],
};

/** About what a type that is newer than this table takes. */
const unknownBlock = [1, 1] as const;

/** Bytes that so many numbers of this type take. */
export function tensorSize(typeId: number, elements: number): number {
  const [blockElements, blockBytes] = blocks[typeId] ?? unknownBlock;
  return Math.ceil(elements / blockElements) * blockBytes;
}
