import { deflateSync } from "node:zlib";
import { pngChunk } from "./png-chunks.ts";

const width = 400;
const height = 600;
/** Warm grey, as red, green and blue. */
const colour = [0x8a, 0x80, 0x78] as const;

/** A PNG of one colour, for a card that has no picture and has to become one. */
export function plainPicture(): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 3], 8);
  // One bit for each pixel, all zero: the first colour of the palette. Each row begins with its filter, none.
  const rows = Buffer.alloc(height * (1 + Math.ceil(width / 8)));
  return Buffer.concat([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    pngChunk("IHDR", header),
    pngChunk("PLTE", Uint8Array.from(colour)),
    pngChunk("IDAT", deflateSync(rows)),
    pngChunk("IEND", new Uint8Array()),
  ]);
}
