import { fromHalf, halfOfBits, toHalf } from "../../gguf/half-float.ts";
import type { NumberFormat } from "../stored-tensor.ts";

/** The largest 16-bit float. */
const largestHalf = 65_504;

const halfInfinity = 0x7c00;

/** A number isn't one, or has no place in the type that it is to have. */
export class UnfitNumberError extends Error {
  override readonly name = "UnfitNumberError";
  /** Whether the number itself is sound. */
  readonly isTooLarge: boolean;

  constructor(isTooLarge: boolean) {
    super(isTooLarge ? "too large" : "not a number");
    this.isTooLarge = isTooLarge;
  }
}

/** All 16-bit floats as numbers, by their bits. */
const halfValues = Float32Array.from({ length: 1 << 16 }, (_, bits) => fromHalf(bits));

/** All bfloat16 as 16-bit floats, by their bits. */
const halvesOfBrain = Uint16Array.from({ length: 1 << 16 }, (_, bits) =>
  halfOfBits(bits * 2 ** 16),
);

/** The numbers of some bytes as 32-bit floats, in memory of their own or that of the bytes. */
export function floatsOf(bytes: Buffer, format: NumberFormat): Float32Array {
  switch (format) {
    case "F32":
      return new Float32Array(...wordsOf(bytes, 4));
    case "F16":
      return Float32Array.from(
        new Uint16Array(...wordsOf(bytes, 2)),
        (bits) => halfValues[bits] ?? 0,
      );
    case "BF16": {
      const words = new Uint16Array(...wordsOf(bytes, 2));
      const floats = new Float32Array(words.length);
      const bits = new Uint32Array(floats.buffer);
      for (let index = 0; index < words.length; index++) bits[index] = (words[index] ?? 0) << 16;
      return floats;
    }
    default:
      return format satisfies never;
  }
}

/** The numbers of some bytes as the bits of 16-bit floats, in memory of their own or that of the bytes. */
export function halvesOf(bytes: Buffer, format: NumberFormat): Uint16Array {
  switch (format) {
    case "F16":
      return new Uint16Array(...wordsOf(bytes, 2));
    case "BF16": {
      const words = new Uint16Array(...wordsOf(bytes, 2));
      const halves = new Uint16Array(words.length);
      for (let index = 0; index < words.length; index++)
        halves[index] = halvesOfBrain[words[index] ?? 0] ?? 0;
      return halves;
    }
    case "F32": {
      const bits = new Uint32Array(...wordsOf(bytes, 4));
      const halves = new Uint16Array(bits.length);
      for (let index = 0; index < bits.length; index++)
        halves[index] = halfOfBits(bits[index] ?? 0);
      return halves;
    }
    default:
      return format satisfies never;
  }
}

/** Whether all of these 16-bit floats are numbers, and not infinite. */
export function areFinite(halves: Uint16Array): boolean {
  for (let index = 0; index < halves.length; index++)
    if (((halves[index] ?? 0) & halfInfinity) === halfInfinity) return false;
  return true;
}

const blockElements = 32;
const blockBytes = 34;

/**
 * The numbers in blocks of Q8_0, rounded as llama.cpp rounds them: 32 whole numbers from -127 to 127 and their scale.
 * Their count is a multiple of 32.
 */
export function eightBitBlocks(floats: Float32Array): Buffer {
  const blocks = Buffer.allocUnsafe((floats.length / blockElements) * blockBytes);
  const numbers = new Int8Array(blocks.buffer, blocks.byteOffset, blocks.length);
  for (let from = 0, to = 0; from < floats.length; from += blockElements, to += blockBytes) {
    let most = 0;
    for (let index = from; index < from + blockElements; index++) {
      const size = Math.abs(floats[index] ?? 0);
      if (size > most) most = size;
    }
    const scale = Math.fround(most / 127);
    if (scale > largestHalf) throw new UnfitNumberError(true);
    const inverse = scale === 0 ? 0 : Math.fround(1 / scale);
    blocks.writeUInt16LE(toHalf(scale), to);
    for (let index = 0; index < blockElements; index++) {
      const scaled = Math.fround((floats[from + index] ?? 0) * inverse);
      // Halves are rounded away from zero.
      numbers[to + 2 + index] = (scaled + (scaled < 0 ? -0.5 : 0.5)) | 0;
    }
  }
  return blocks;
}

/** Whether all are numbers, and not infinite. */
export function areFiniteFloats(floats: Float32Array): boolean {
  // Of any number, nothing times it is nothing; what is none makes the sum none too.
  let sum = 0;
  for (let index = 0; index < floats.length; index++) sum += (floats[index] ?? 0) * 0;
  return sum === 0;
}

/** Where typed arrays look at bytes; those that don't begin at a whole word are copied. */
function wordsOf(bytes: Buffer, wordBytes: number): [ArrayBuffer, number, number] {
  const aligned = bytes.byteOffset % wordBytes === 0 ? bytes : Buffer.from(new Uint8Array(bytes));
  if (aligned.byteOffset % wordBytes !== 0) throw new RangeError("bytes out of line");
  return [aligned.buffer as ArrayBuffer, aligned.byteOffset, aligned.length / wordBytes];
}
