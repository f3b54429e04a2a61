import { fromHalf, toHalf } from "../gguf/half-float.ts";

/**
 * Writes `count` blocks, which start at the start of `source`, in the way that GGUF has them, to the start of `target`.
 * Returns whether every scale was a number that the new block can hold; if not, the file isn't what it says.
 */
export type RewriteBlocks = (source: Buffer, target: Buffer, count: number) => boolean;

/** Half a block of 4-bit numbers: one byte holds two of them. */
const nibbleBytes = 16;

/**
 * Until May 2023 a byte held two neighbours of a block; since then byte j holds the elements j and j + 16.
 */
export function splitNibbles(source: Buffer, from: number, target: Buffer, to: number): void {
  for (let index = 0; index < nibbleBytes / 2; index++) {
    const first = source[from + index] ?? 0;
    const second = source[from + index + nibbleBytes / 2] ?? 0;
    target[to + 2 * index] = (first & 0x0f) | ((second & 0x0f) << 4);
    target[to + 2 * index + 1] = (first >>> 4) | (second & 0xf0);
  }
}

/** Since May 2023: as they are. */
export function copyNibbles(source: Buffer, from: number, target: Buffer, to: number): void {
  for (let index = 0; index < nibbleBytes; index++) target[to + index] = source[from + index] ?? 0;
}

type MoveNibbles = typeof copyNibbles;

/** The bits of an infinite half float; everything from there on is no number. */
const halfInfinity = 0x7c00;

/** Rounds a block's scale to 16 bits. Returns whether it is a number still. */
function narrow(source: Buffer, from: number, target: Buffer, to: number): boolean {
  const half = toHalf(source.readFloatLE(from));
  target[to] = half & 0xff;
  target[to + 1] = half >>> 8;
  return (half & 0x7fff) < halfInfinity;
}

/** Blocks of some 32-bit floats and 32 four-bit numbers: Q4_0 has a scale, Q4_1 a scale and a minimum. */
export function rewriteFourBit(floats: 1 | 2, moveNibbles: MoveNibbles): RewriteBlocks {
  const sourceBytes = 4 * floats + nibbleBytes;
  const targetBytes = 2 * floats + nibbleBytes;
  return (source, target, count) => {
    let sound = true;
    for (let block = 0; block < count; block++) {
      const from = block * sourceBytes;
      const to = block * targetBytes;
      for (let index = 0; index < floats; index++)
        sound = narrow(source, from + 4 * index, target, to + 2 * index) && sound;
      moveNibbles(source, from + 4 * floats, target, to + 2 * floats);
    }
    return sound;
  };
}

/** Q5_0 and Q5_1 of version 1: all but the order of the nibbles is as today, the fifth bits included. */
export function reorderFiveBit(headBytes: number): RewriteBlocks {
  const blockBytes = headBytes + nibbleBytes;
  return (source, target, count) => {
    for (let from = 0; from < count * blockBytes; from += blockBytes) {
      source.copy(target, from, from, from + headBytes);
      splitNibbles(source, from + headBytes, target, from + headBytes);
    }
    return true;
  };
}

/** Q8_0 with a 32-bit scale. */
export const rewriteEightBit: RewriteBlocks = (source, target, count) => {
  let sound = true;
  for (let block = 0; block < count; block++) {
    sound = narrow(source, block * 36, target, block * 34) && sound;
    source.copy(target, block * 34 + 2, block * 36 + 4, block * 36 + 36);
  }
  return sound;
};

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
        sound = (half & 0x7fff) < halfInfinity && sound;
        target.writeUInt16LE(half, 2 * (block * shortBlockElements + element));
      }
    }
    return sound;
  };
}
