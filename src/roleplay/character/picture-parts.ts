import { pictureFormat } from "./picture-format.ts";

/** In a WebP or JPEG file what is looked for is among the first parts; thousands are an attack. */
const partLimit = 4_096;

/** The data about a picture that a WebP or JPEG file carries, of these kinds. */
export interface PicturePart {
  readonly kind: "exif" | "xmp";
  readonly data: Buffer;
}

const exifMark = "Exif\0\0";
const xmpMark = "http://ns.adobe.com/xap/1.0/\0";

/** In the order of the file; none for other files. */
export function pictureParts(bytes: Uint8Array): Iterable<PicturePart> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const format = pictureFormat(bytes);
  return format === "webp" ? webpParts(file) : format === "jpeg" ? jpegParts(file) : [];
}

/** RIFF: parts of four letters, a length, data padded to an even length. */
function* webpParts(file: Buffer): Generator<PicturePart> {
  let offset = 12;
  for (let part = 0; part < partLimit && offset + 8 <= file.length; part += 1) {
    const name = file.toString("latin1", offset, offset + 4);
    const length = file.readUInt32LE(offset + 4);
    const data = file.subarray(offset + 8, offset + 8 + length);
    if (name === "EXIF") yield { kind: "exif", data: after(exifMark, data) ?? data };
    if (name === "XMP ") yield { kind: "xmp", data };
    offset += 8 + length + (length % 2);
  }
}

/** JPEG: `FF`, a marker, a length that counts itself, data; up to the start of the scan. */
function* jpegParts(file: Buffer): Generator<PicturePart> {
  let offset = 2;
  for (let part = 0; part < partLimit && offset + 4 <= file.length; part += 1) {
    const marker = file[offset + 1];
    if (file[offset] !== 0xff || marker === 0xda) return;
    const end = offset + 2 + file.readUInt16BE(offset + 2);
    const data = file.subarray(offset + 4, end);
    const exif = marker === 0xe1 ? after(exifMark, data) : undefined;
    const xmp = marker === 0xe1 ? after(xmpMark, data) : undefined;
    if (exif !== undefined) yield { kind: "exif", data: exif };
    if (xmp !== undefined) yield { kind: "xmp", data: xmp };
    offset = end;
  }
}

/** What follows a mark; undefined where the data doesn't begin with it. */
function after(mark: string, data: Buffer): Buffer | undefined {
  return data.toString("latin1", 0, mark.length) === mark ? data.subarray(mark.length) : undefined;
}
