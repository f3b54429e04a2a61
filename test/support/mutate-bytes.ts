import { seededNumbers } from "./legacy-blocks.ts";

/** Numbers that make readers stumble: nothing, all, signs, more than there is, more than fits. */
const extremes = [
  0n,
  1n,
  0x7fn,
  0xffn,
  0x7fff_ffffn,
  0xffff_ffffn,
  2n ** 40n,
  2n ** 63n,
  2n ** 64n - 1n,
];

/** Bytes at the start of a file in which most of its structure lies. */
const headBytes = 4096;

/**
 * A file made of a sound one by one to four changes, the same one for a seed: cut, lengthened, overwritten, turned round,
 * with pieces doubled or taken out, and with numbers that can't be. `structure`: where changes hurt the most.
 */
export function mutateBytes(
  whole: Buffer,
  seed: number,
  structure: { readonly start: number; readonly length: number } = { start: 0, length: headBytes },
): Buffer {
  // Neighbouring seeds begin alike; some rounds set them apart.
  const random = seededNumbers(Math.imul(seed, 2_654_435_761));
  for (let round = 0; round < 5; round++) random(2);
  let bytes: Buffer = Buffer.from(whole);
  for (let left = 1 + random(4); left > 0; left--) bytes = mutateOnce(bytes, random, structure);
  return bytes;
}

function mutateOnce(
  bytes: Buffer,
  random: (below: number) => number,
  { start, length }: { readonly start: number; readonly length: number },
): Buffer {
  const isHead = random(4) > 0;
  const within = Math.max(1, Math.min(isHead ? length : bytes.length, bytes.length - start));
  const at = Math.min(bytes.length, (isHead ? start : 0) + random(within));
  const size = Math.min(bytes.length - at, 1 + random(64));
  switch (random(9)) {
    case 0:
      return Buffer.from(bytes.subarray(0, at));
    case 1:
      return Buffer.concat([bytes, Buffer.alloc(1 + random(100), random(256))]);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + size)]);
    case 3:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - size))]);
    case 4:
      bytes.subarray(at, at + size).reverse();
      return bytes;
    case 5:
      bytes.fill(random(2) * 0xff, at, at + size);
      return bytes;
    case 6:
    case 7: {
      const value = extremes[random(extremes.length)] ?? 0n;
      if (at + 8 > bytes.length) return bytes;
      if (random(2) === 0) bytes.writeBigUInt64LE(value, at);
      else bytes.writeUInt32LE(Number(BigInt.asUintN(32, value)), at);
      return bytes;
    }
    default:
      if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
      return bytes;
  }
}
