import { inflateSync } from "node:zlib";

/** One text of a PNG file. */
export interface PngText {
  /** In lower case. */
  readonly keyword: string;
  /** The text's bytes, inflated; undefined when they are broken or more than {@link textLimitBytes}. */
  read(): Buffer | undefined;
}

/** Longest text that is read: a few kilobytes of zlib data can stand for gigabytes. */
export const textLimitBytes = 16 * 1024 * 1024;

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const chunkOverheadBytes = 12;
/** PNG allows 79 bytes. */
const keywordLimitBytes = 80;

export function isPng(bytes: Uint8Array): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/**
 * The texts of a PNG or APNG file (chunks `tEXt`, `zTXt` and `iTXt`), in file order. Checksums are not looked at, since
 * many card editors write wrong ones; a file that is cut off gives the texts before the cut.
 */
export function* pngTexts(bytes: Uint8Array): Generator<PngText> {
  if (!isPng(bytes)) return;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = signature.length;
  while (offset + chunkOverheadBytes <= view.length) {
    const length = view.readUInt32BE(offset);
    const type = view.toString("latin1", offset + 4, offset + 8);
    const end = offset + chunkOverheadBytes + length;
    if (type === "IEND" || end > view.length) return;
    const text = textOf(type, view.subarray(offset + 8, end - 4));
    if (text !== undefined) yield text;
    offset = end;
  }
}

function textOf(type: string, data: Buffer): PngText | undefined {
  if (type !== "tEXt" && type !== "zTXt" && type !== "iTXt") return undefined;
  const separator = data.subarray(0, keywordLimitBytes).indexOf(0);
  if (separator < 1) return undefined;
  const keyword = data.toString("latin1", 0, separator).toLowerCase();
  const value = data.subarray(separator + 1);
  return { keyword, read: () => readValue(type, value) };
}

function readValue(type: "tEXt" | "zTXt" | "iTXt", value: Buffer): Buffer | undefined {
  switch (type) {
    case "tEXt":
      return bounded(value);
    case "zTXt":
      return value[0] === 0 ? inflate(value.subarray(1)) : undefined;
    case "iTXt":
      return readInternational(value);
  }
}

/** Compression flag, compression method, language, translated keyword, text. */
function readInternational(value: Buffer): Buffer | undefined {
  const languageEnd = value.indexOf(0, 2);
  const translatedEnd = languageEnd < 0 ? -1 : value.indexOf(0, languageEnd + 1);
  if (translatedEnd < 0) return undefined;
  const text = value.subarray(translatedEnd + 1);
  return value[0] === 1 ? inflate(text) : bounded(text);
}

function bounded(data: Buffer): Buffer | undefined {
  return data.length <= textLimitBytes ? data : undefined;
}

function inflate(data: Buffer): Buffer | undefined {
  try {
    return inflateSync(data, { maxOutputLength: textLimitBytes });
  } catch {
    // Broken or too long: the caller says which text of which file could not be read.
    return undefined;
  }
}
