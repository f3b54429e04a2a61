import {
  type ModelRemark,
  type ModelRemarkCode,
  modelRemark,
} from "../../generation/model-remarks.ts";
import { tensorSize } from "./tensor-size.ts";

/** What the start of a GGUF file and its size tell. */
export type HeaderWalk =
  | {
      readonly kind: "sound";
      /** Where the tensors' data start. */
      readonly dataStart: number;
    }
  /** So many bytes have to be there to go on; no more than the file has. */
  | { readonly kind: "more"; readonly bytes: number }
  /** What the file is, to follow its name: `is cut off: …`. */
  | { readonly kind: "problem"; readonly what: ModelRemark };

const cutOff = "file-cut-off";
const impossible = "file-header-impossible";

/** More than one dimension for each of these llama.cpp doesn't know. */
const mostDimensions = 4;

const usualAlignment = 32;
const mostAlignment = 2 ** 20;

/** llama.cpp ends its process over some of them. */
const neverZero = /\.(?:block_count|context_length|embedding_length)$/;

/** Bytes of a value, by the number of its type; strings and arrays say their own. */
const valueBytes: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};
const stringType = 8;
const arrayType = 9;
const unsigned32 = 4;

/**
 * Goes over a GGUF header, of version 2 or 3, without believing it: every length and count is held against what is left of
 * the file before anything is done with it, so that it ends after as many steps as the file has bytes at most.
 *
 * Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
export function walkHeader(bytes: Uint8Array, sizeBytes: number): HeaderWalk {
  try {
    return { kind: "sound", dataStart: walk(new Cursor(bytes, sizeBytes)) };
  } catch (thrown) {
    if (thrown instanceof Shortage) return { kind: "more", bytes: thrown.bytes };
    if (thrown instanceof Damage) return { kind: "problem", what: modelRemark(thrown.what) };
    throw thrown;
  }
}

function walk(cursor: Cursor): number {
  // Magic and version, which have been seen to.
  cursor.skip(8);
  const tensors = cursor.u64();
  const keys = cursor.u64();
  let alignment = usualAlignment;
  let layers = 0;
  let isSplit = false;
  for (let index = 0; index < keys; index++) {
    const key = cursor.string();
    const number = walkValue(cursor, cursor.u32());
    if (key === "general.alignment") alignment = number ?? alignment;
    if (key.endsWith(".block_count")) layers = number ?? layers;
    if (key === "split.count") isSplit = true;
    if (number === 0 && neverZero.test(key)) throw new Damage(impossible);
  }
  if (alignment < 1 || alignment > mostAlignment) throw new Damage(impossible);
  // A layer has a tensor at least; llama.cpp makes room for all that are promised.
  if (!isSplit && layers > tensors) throw new Damage(impossible);
  let dataBytes = 0;
  for (let index = 0; index < tensors; index++) dataBytes = Math.max(dataBytes, walkTensor(cursor));
  const dataStart = Math.ceil(cursor.position / alignment) * alignment;
  if (dataStart + dataBytes > cursor.sizeBytes) throw new Damage(cutOff);
  return dataStart;
}

/** Goes past a value; returns it where it is a 32-bit number. */
function walkValue(cursor: Cursor, type: number): number | undefined {
  if (type === unsigned32) return cursor.u32();
  if (type === stringType) cursor.skipString();
  else if (type === arrayType) walkArray(cursor);
  else cursor.skip(bytesOf(type));
  return undefined;
}

function walkArray(cursor: Cursor): void {
  const type = cursor.u32();
  const count = cursor.u64();
  if (type !== stringType) {
    cursor.skip(count * bytesOf(type));
    return;
  }
  cursor.expect(count * 8);
  for (let index = 0; index < count; index++) cursor.skipString();
}

/** Arrays of arrays are in no file that llama.cpp reads. */
function bytesOf(type: number): number {
  const size = valueBytes[type];
  if (size === undefined) throw new Damage(impossible);
  return size;
}

/** Returns where its data end, from the start of all data. */
function walkTensor(cursor: Cursor): number {
  cursor.skipString();
  const dimensions = cursor.u32();
  if (dimensions > mostDimensions) throw new Damage(impossible);
  let elements = 1;
  for (let index = 0; index < dimensions; index++) elements *= cursor.u64();
  const size = tensorSize(cursor.u32(), elements);
  const end = cursor.u64() + size;
  if (!Number.isSafeInteger(end)) throw new Damage(impossible);
  return end;
}

/** The file goes on, but not what has been read of it. */
class Shortage extends Error {
  readonly bytes: number;

  constructor(bytes: number) {
    super("more of the file is needed");
    this.bytes = bytes;
  }
}

class Damage extends Error {
  readonly what: ModelRemarkCode;

  constructor(what: ModelRemarkCode) {
    super(what);
    this.what = what;
  }
}

const text = new TextDecoder();

class Cursor {
  readonly sizeBytes: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #position = 0;

  constructor(bytes: Uint8Array, sizeBytes: number) {
    this.sizeBytes = sizeBytes;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get position(): number {
    return this.#position;
  }

  /** There have to be so many bytes from here on. */
  expect(count: number): void {
    if (this.#position + count > this.sizeBytes) throw new Damage(cutOff);
  }

  skip(count: number): void {
    this.expect(count);
    this.#position += count;
  }

  u32(): number {
    return this.#view.getUint32(this.#read(4), true);
  }

  /** Inexact where it is larger than any file. */
  u64(): number {
    return Number(this.#view.getBigUint64(this.#read(8), true));
  }

  skipString(): void {
    this.skip(this.u64());
  }

  string(): string {
    const length = this.u64();
    const start = this.#read(length);
    return text.decode(this.#bytes.subarray(start, start + length));
  }

  /** Returns where they start. */
  #read(count: number): number {
    const start = this.#position;
    this.skip(count);
    if (this.#position > this.#bytes.byteLength) throw new Shortage(this.#position);
    return start;
  }
}
