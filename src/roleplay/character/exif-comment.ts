/** Tags of TIFF, which EXIF is made of. */
const exifPointerTag = 0x8769;
const userCommentTag = 0x9286;
const entryBytes = 12;
/** More entries than this have no place in a picture's EXIF. */
const entryLimit = 512;

/** The `UserComment` in EXIF data; undefined when there is none that can be read. */
export function exifComment(exif: Buffer): string | undefined {
  const order = exif.toString("latin1", 0, 2);
  if ((order !== "II" && order !== "MM") || exif.length < 8) return undefined;
  const tiff = new TiffReader(exif, order === "II");
  const main = tiff.entries(tiff.u32(4));
  const pointer = main.find(({ tag }) => tag === exifPointerTag);
  const nested = pointer === undefined ? [] : tiff.entries(tiff.u32(pointer.valueOffset));
  const comment = [...nested, ...main].find(({ tag }) => tag === userCommentTag);
  return comment === undefined ? undefined : decodeComment(tiff.value(comment));
}

interface TiffEntry {
  readonly tag: number;
  readonly count: number;
  /** Where the value is, or what says where it is. */
  readonly valueOffset: number;
}

/** Reads numbers of either byte order; outside of the data everything is zero. */
class TiffReader {
  readonly #data: Buffer;
  readonly #littleEndian: boolean;

  constructor(data: Buffer, littleEndian: boolean) {
    this.#data = data;
    this.#littleEndian = littleEndian;
  }

  u32(offset: number): number {
    if (offset + 4 > this.#data.length) return 0;
    return this.#littleEndian ? this.#data.readUInt32LE(offset) : this.#data.readUInt32BE(offset);
  }

  entries(offset: number): readonly TiffEntry[] {
    const count = Math.min(this.#u16(offset), entryLimit);
    return Array.from({ length: count }, (_, index) => {
      const start = offset + 2 + index * entryBytes;
      return { tag: this.#u16(start), count: this.u32(start + 4), valueOffset: start + 8 };
    });
  }

  /** A comment is bytes: up to four stand in the entry itself, more elsewhere. */
  value({ count, valueOffset }: TiffEntry): Buffer {
    const start = count <= 4 ? valueOffset : this.u32(valueOffset);
    return this.#data.subarray(start, start + count);
  }

  #u16(offset: number): number {
    if (offset + 2 > this.#data.length) return 0;
    return this.#littleEndian ? this.#data.readUInt16LE(offset) : this.#data.readUInt16BE(offset);
  }
}

/** Eight bytes name the coding; many programs write UTF-8 whatever they name. */
function decodeComment(value: Buffer): string {
  const coding = value.toString("latin1", 0, 8);
  const named = ["ASCII\0\0\0", "UNICODE\0", "JIS\0\0\0\0\0", "\0".repeat(8)].includes(coding);
  const text = named ? value.subarray(8) : value;
  return new TextDecoder(codingOf(coding, text)).decode(text).replace(/\0+$/, "").trim();
}

/** A card begins with an ASCII character, whose pair of bytes has a zero that tells the order. */
function codingOf(coding: string, text: Buffer): "utf-8" | "utf-16le" | "utf-16be" {
  if (coding !== "UNICODE\0") return "utf-8";
  if (text[0] === 0) return "utf-16be";
  return text[1] === 0 ? "utf-16le" : "utf-8";
}
