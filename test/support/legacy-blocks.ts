import { toHalf } from "../../src/models/gguf/half-float.ts";

/** Types of tensors that legacy files have, made here without any code of the importer but the half floats. */
export const legacyTypes = {
  F32: { id: 0, block: 1 },
  F16: { id: 1, block: 1 },
  Q4_0: { id: 2, block: 32 },
  Q4_1: { id: 3, block: 32 },
  Q4_2: { id: 4, block: 16 },
  Q4_3: { id: 5, block: 16 },
  Q5_0: { id: 6, block: 32 },
  Q5_1: { id: 7, block: 32 },
  Q8_0: { id: 8, block: 32 },
  Q2_K: { id: 10, block: 256 },
  Q3_K: { id: 11, block: 256 },
  Q4_K: { id: 12, block: 256 },
  Q5_K: { id: 13, block: 256 },
  Q6_K: { id: 14, block: 256 },
} as const;

export type LegacyType = keyof typeof legacyTypes;

const superBlockBytes = { Q2_K: 84, Q3_K: 110, Q4_K: 144, Q5_K: 176, Q6_K: 210 } as const;

/** A block before it is packed: `numbers` as the type counts them, from 0 on, but signed for Q8_0 and floats. */
export interface Block {
  readonly scale: number;
  readonly minimum: number;
  readonly numbers: readonly number[];
}

/** Random whole numbers below `below`, the same ones for a seed. */
export function seededNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A random block. Its scale and minimum are 16-bit floats, so that no version has to round them. */
export function randomBlock(type: LegacyType, random: (below: number) => number): Block {
  const { block } = legacyTypes[type];
  const numbers = Array.from({ length: block }, () => randomNumber(type, random));
  return { scale: (1 + random(1023)) / 2 ** 14, minimum: -(1 + random(1023)) / 2 ** 11, numbers };
}

function randomNumber(type: LegacyType, random: (below: number) => number): number {
  if (type === "F32" || type === "F16") return (random(2001) - 1000) / 2 ** 13;
  if (type === "Q8_0") return random(255) - 127;
  if (type === "Q5_0" || type === "Q5_1") return random(32);
  return random(16);
}

/** What the numbers of a block stand for. K-quants aren't worked out: they are copied as they are. */
export function blockValues(
  type: LegacyType,
  { scale, minimum, numbers }: Block,
): readonly number[] {
  switch (type) {
    case "F32":
    case "F16":
      return numbers;
    case "Q4_0":
    case "Q4_2":
      return numbers.map((number) => (number - 8) * scale);
    case "Q5_0":
      return numbers.map((number) => (number - 16) * scale);
    case "Q8_0":
      return numbers.map((number) => number * scale);
    case "Q4_1":
    case "Q4_3":
    case "Q5_1":
      return numbers.map((number) => number * scale + minimum);
    case "Q2_K":
    case "Q3_K":
    case "Q4_K":
    case "Q5_K":
    case "Q6_K":
      return [];
    default:
      return type satisfies never;
  }
}

/** A block as the files of a generation have it. */
export function packBlock(type: LegacyType, generation: 1 | 2 | 3, block: Block): Buffer {
  const { scale, minimum, numbers } = block;
  const float = generation === 3 ? half : single;
  switch (type) {
    case "F32":
      return single(numbers[0] ?? 0);
    case "F16":
      return half(numbers[0] ?? 0);
    case "Q4_0":
      return Buffer.concat([float(scale), nibbles(numbers, generation)]);
    case "Q4_1":
      return Buffer.concat([float(scale), float(minimum), nibbles(numbers, generation)]);
    case "Q4_2":
      return Buffer.concat([half(scale), nibbles(numbers, 1)]);
    case "Q4_3":
      return Buffer.concat([half(scale), half(minimum), nibbles(numbers, 1)]);
    case "Q5_0":
      return Buffer.concat([half(scale), fifthBits(numbers), nibbles(numbers, generation)]);
    case "Q5_1":
      return Buffer.concat([
        half(scale),
        half(minimum),
        fifthBits(numbers),
        nibbles(numbers, generation),
      ]);
    case "Q2_K":
    case "Q3_K":
    case "Q4_K":
    case "Q5_K":
    case "Q6_K":
      return packSuperBlock(superBlockBytes[type], numbers);
    case "Q8_0":
      return Buffer.concat([float(scale), Buffer.from(Int8Array.from(numbers).buffer)]);
    default:
      return type satisfies never;
  }
}

/** Any bytes will do, with scales that are small numbers wherever in the block they stand. */
function packSuperBlock(bytes: number, numbers: readonly number[]): Buffer {
  return Buffer.from(Array.from({ length: bytes }, (_, index) => (numbers[index % 256] ?? 0) + 1));
}

function nibbles(numbers: readonly number[], generation: 1 | 2 | 3): Buffer {
  const low = (index: number) => (numbers[index] ?? 0) & 15;
  const count = numbers.length / 2;
  return Buffer.from(
    Array.from({ length: count }, (_, index) =>
      generation === 1
        ? low(2 * index) | (low(2 * index + 1) << 4)
        : low(index) | (low(index + count) << 4),
    ),
  );
}

function fifthBits(numbers: readonly number[]): Buffer {
  const bits = Buffer.alloc(4);
  for (const [index, number] of numbers.entries())
    if (number >= 16) bits[index >>> 3] = (bits[index >>> 3] ?? 0) | (1 << (index & 7));
  return bits;
}

function single(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}

function half(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(toHalf(value));
  return bytes;
}
