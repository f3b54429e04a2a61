import { fromHalf, halfOfBits, toHalf } from "../gguf/half-float.ts";

/**
 * Writes `count` blocks, which start at the start of `source`, in the way that GGUF has them, to the start of `target`.
 * Returns whether every scale was a number that the new block can hold; if not, the file isn't what it says.
 */
export type RewriteBlocks = (source: Buffer, target: Buffer, count: number) => boolean;

/** Half a block of 4-bit numbers: one byte holds two of them. Two bytes each. */
const nibbleHalves = 8;

/**
 * Moves a block's 4-bit numbers, as two bytes at a time: what is done for each of a model's thousand million blocks.
 */
type MoveNibbles = (source: Uint16Array, from: number, target: Uint16Array, to: number) => void;

/**
 * Until May 2023 a byte held two neighbours of a block; since then byte j holds the elements j and j + 16.
 */
export const splitNibbles: MoveNibbles = (source, from, target, to) => {
  for (let index = 0; index < nibbleHalves / 2; index++) {
    const first = source[from + index] ?? 0;
    const second = source[from + index + nibbleHalves / 2] ?? 0;
    // Two bytes with the numbers that were first in theirs, and two with those that were second.
    const even = (first & 0x0f0f) | ((second & 0x0f0f) << 4);
    const odd = ((first >>> 4) & 0x0f0f) | (second & 0xf0f0);
    target[to + 2 * index] = (even & 0xff) | ((odd & 0xff) << 8);
    target[to + 2 * index + 1] = (even >>> 8) | (odd & 0xff00);
  }
};

/** Since May 2023: as they are. */
export const copyNibbles: MoveNibbles = (source, from, target, to) => {
  for (let index = 0; index < nibbleHalves; index++) target[to + index] = source[from + index] ?? 0;
};

/** The bits of an infinite half float; everything from there on is no number. */
const halfInfinity = 0x7c00;

function isNumber(half: number): boolean {
  return (half & 0x7fff) < halfInfinity;
}

/** A block's scale, rounded to 16 bits. */
function narrowed(source: Uint16Array, from: number): number {
  return halfOfBits((source[from] ?? 0) | ((source[from + 1] ?? 0) << 16));
}

/** Blocks of some 32-bit floats and 32 four-bit numbers: Q4_0 has a scale, Q4_1 a scale and a minimum. */
export function rewriteFourBit(floats: 1 | 2, moveNibbles: MoveNibbles): RewriteBlocks {
  const sourceHalves = 2 * floats + nibbleHalves;
  const targetHalves = floats + nibbleHalves;
  return (sourceBytes, targetBytes, count) => {
    const [source, target] = [halvesOf(sourceBytes), halvesOf(targetBytes)];
    let sound = true;
    for (let block = 0; block < count; block++) {
      const from = block * sourceHalves;
      const to = block * targetHalves;
      for (let index = 0; index < floats; index++) {
        const half = narrowed(source, from + 2 * index);
        target[to + index] = half;
        sound = isNumber(half) && sound;
      }
      moveNibbles(source, from + 2 * floats, target, to + floats);
    }
    return sound;
  };
}

/** Q5_0 and Q5_1 of version 1: all but the order of the nibbles is as today, the fifth bits included. */
export function reorderFiveBit(headBytes: 6 | 8): RewriteBlocks {
  const headHalves = headBytes / 2;
  const blockHalves = headHalves + nibbleHalves;
  return (sourceBytes, targetBytes, count) => {
    const [source, target] = [halvesOf(sourceBytes), halvesOf(targetBytes)];
    for (let from = 0; from < count * blockHalves; from += blockHalves) {
      for (let index = 0; index < headHalves; index++)
        target[from + index] = source[from + index] ?? 0;
      splitNibbles(source, from + headHalves, target, from + headHalves);
    }
    return true;
  };
}

/** Q8_0 with a 32-bit scale. */
export const rewriteEightBit: RewriteBlocks = (sourceBytes, targetBytes, count) => {
  const [source, target] = [halvesOf(sourceBytes), halvesOf(targetBytes)];
  let sound = true;
  for (let block = 0; block < count; block++) {
    const from = block * 18;
    const to = block * 17;
    const half = narrowed(source, from);
    target[to] = half;
    sound = isNumber(half) && sound;
    for (let index = 1; index < 17; index++) target[to + index] = source[from + index + 1] ?? 0;
  }
  return sound;
};

/** Two bytes each. Buffers of files begin at an even address, since they have memory of their own. */
function halvesOf(bytes: Buffer): Uint16Array {
  return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 1);
}

/** Numbers in a block of Q4_2 and Q4_3. */
const shortBlockElements = 16;

/**
 * Q4_2 (a scale) and Q4_3 (a scale and a minimum), which llama.cpp had for some weeks only: to 16-bit floats, since no
 * block of today has scales for 16 numbers each.
 */
export function expandShortBlocks(kind: "Q4_2" | "Q4_3"): RewriteBlocks {
  const headBytes = kind === "Q4_2" ? 2 : 4;
  const sourceBytes = headBytes + shortBlockElements / 2;
  return (source, target, count) => {
    let sound = true;
    for (let block = 0; block < count; block++) {
      const from = block * sourceBytes;
      const scale = fromHalf(source.readUInt16LE(from));
      const least = kind === "Q4_2" ? -8 * scale : fromHalf(source.readUInt16LE(from + 2));
      for (let element = 0; element < shortBlockElements; element++) {
        const byte = source[from + headBytes + (element >>> 1)] ?? 0;
        const nibble = element % 2 === 0 ? byte & 0x0f : byte >>> 4;
        const half = toHalf(nibble * scale + least);
        sound = isNumber(half) && sound;
        target.writeUInt16LE(half, 2 * (block * shortBlockElements + element));
      }
    }
    return sound;
  };
}
