import { crc32, inflateSync } from "node:zlib";
import { cardLimits } from "./card-limits.ts";
import { pictureFormat } from "./picture-format.ts";

/** One text of a PNG file. */
export interface PngText {
  /** As it is written; compare in lower case. */
  readonly keyword: string;
  /** Compressed ones can be far longer than the file. */
  readonly isCompressed: boolean;
  /** The text's bytes, inflated; undefined when they are broken or more than `cardLimits.textBytes`. */
  readonly read: () => Buffer | undefined;
}

interface PngChunk {
  /** Where the chunk begins in the file, and where the next one does. */
  readonly start: number;
  readonly end: number;
  readonly type: string;
  readonly data: Buffer;
}

const signatureBytes = 8;
const chunkOverheadBytes = 12;
/** PNG allows 79 bytes; a file's path in UTF-8 needs more. */
const keywordLimitBytes = cardLimits.pathLength * 4;

/**
 * The texts of a PNG or APNG file (chunks `tEXt`, `zTXt` and `iTXt`), in file order. Checksums are not looked at, since
 * many card editors write wrong ones; a file that is cut off gives the texts before the cut.
 */
export function* pngTexts(bytes: Uint8Array): Generator<PngText> {
  for (const { type, data } of pngChunks(bytes)) {
    const text = textOf(type, data);
    if (text !== undefined) yield text;
  }
}

/**
 * A PNG or APNG file with other texts: those whose keyword is `stale` go, the new ones stand before the end. All else,
 * pixels too, stays byte for byte. Undefined when the file is no PNG or is cut off.
 */
export function replacePngTexts(
  bytes: Uint8Array,
  stale: (keyword: string) => boolean,
  texts: readonly { readonly keyword: string; readonly text: string }[],
): Uint8Array | undefined {
  const kept: Uint8Array[] = [bytes.subarray(0, signatureBytes)];
  for (const { start, end, type, data } of pngChunks(bytes)) {
    if (type === "IEND") {
      const added = texts.map(({ keyword, text }) => textChunk(keyword, text));
      return Buffer.concat([...kept, ...added, bytes.subarray(start, end)]);
    }
    const keyword = textOf(type, data)?.keyword;
    if (keyword === undefined || !stale(keyword)) kept.push(bytes.subarray(start, end));
  }
  return undefined;
}

/** One chunk as it stands in a file: length, type, data, checksum. */
export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = Buffer.alloc(data.length + chunkOverheadBytes);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, "latin1");
  chunk.set(data, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}

function textChunk(keyword: string, text: string): Uint8Array {
  return pngChunk("tEXt", Buffer.from(`${keyword}\0${text}`, "latin1"));
}

/** Up to the end of the picture, with its closing chunk, or up to where the file is cut off. */
function* pngChunks(bytes: Uint8Array): Generator<PngChunk> {
  if (pictureFormat(bytes) !== "png") return;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = signatureBytes;
  while (start + chunkOverheadBytes <= view.length) {
    const length = view.readUInt32BE(start);
    const type = view.toString("latin1", start + 4, start + 8);
    const end = start + chunkOverheadBytes + length;
    if (end > view.length) return;
    yield { start, end, type, data: view.subarray(start + 8, end - 4) };
    if (type === "IEND") return;
    start = end;
  }
}

function textOf(type: string, data: Buffer): PngText | undefined {
  if (type !== "tEXt" && type !== "zTXt" && type !== "iTXt") return undefined;
  const separator = data.subarray(0, keywordLimitBytes).indexOf(0);
  if (separator < 1) return undefined;
  const keyword = data.toString("latin1", 0, separator);
  const value = data.subarray(separator + 1);
  return { keyword, isCompressed: type !== "tEXt", read: () => readValue(type, value) };
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
  return data.length <= cardLimits.textBytes ? data : undefined;
}

/** A few kilobytes of zlib data can stand for gigabytes. */
function inflate(data: Buffer): Buffer | undefined {
  try {
    return inflateSync(data, { maxOutputLength: cardLimits.textBytes });
  } catch {
    // Broken or too long: the caller says which text of which file could not be read.
    return undefined;
  }
}
