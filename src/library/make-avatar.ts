import { createHash } from "node:crypto";
import sharp from "sharp";
import type { Avatar } from "../conversation/ports.ts";
import { pictureFormat } from "../roleplay/character/picture-format.ts";

const sideLimit = 256;
const sizeLimitBytes = 256 * 1024;
/** A small file can hold a picture that fills the memory; cards are far below this. */
const inputPixelLimit = 8192 * 8192;

/**
 * Makes a square avatar of a PNG, JPEG or WebP picture. Only the picture goes into it: no metadata, and no card.
 *
 * @throws when the bytes are no picture that can be decoded.
 */
export async function makeAvatar(bytes: Uint8Array): Promise<Avatar> {
  // The library decodes many formats, some of which can refer to other files.
  if (pictureFormat(bytes) === undefined) throw new Error("not a PNG, JPEG or WebP picture");
  const { width, height } = await decode(bytes).metadata();
  const side = Math.min(width, height, sideLimit);
  // Card pictures are mostly portraits in upright format: the face is at the top.
  const square = decode(bytes).resize(side, side, { fit: "cover", position: "top" });
  const exact = await square.clone().png({ compressionLevel: 9 }).toBuffer();
  // A picture of noise doesn't compress; 256 colours always fit.
  const png =
    exact.length <= sizeLimitBytes
      ? exact
      : await square.clone().png({ compressionLevel: 9, palette: true }).toBuffer();
  return { png, hash: createHash("sha256").update(png).digest("hex") };
}

/**
 * The same picture as PNG; a PNG is returned as it is.
 *
 * @throws when the bytes are no picture that can be decoded.
 */
export async function toPng(bytes: Uint8Array): Promise<Uint8Array> {
  const format = pictureFormat(bytes);
  if (format === "png") return bytes;
  if (format === undefined) throw new Error("not a PNG, JPEG or WebP picture");
  return decode(bytes).png({ compressionLevel: 9 }).toBuffer();
}

function decode(bytes: Uint8Array) {
  return sharp(bytes, { limitInputPixels: inputPixelLimit, failOn: "error" });
}
