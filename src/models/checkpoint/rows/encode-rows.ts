import { tensorTypes } from "../../gguf/tensor-types.ts";
import {
  areFinite,
  areFiniteFloats,
  eightBitBlocks,
  floatsOf,
  halvesOf,
  UnfitNumberError,
} from "./number-formats.ts";
import type { Rows } from "./rows.ts";

/** Bytes that are read, converted and written in one go, as 32-bit floats. */
const chunkBytes = 4 * 1024 ** 2;

/** Types that a checkpoint's tensors can have in the new file. */
export type EncodedType = (typeof tensorTypes)["F32" | "F16" | "Q8_0"];

/** The numbers of a matrix as a GGUF file has them, some rows at a time. Throws an {@link UnfitNumberError}. */
export async function* encodeRows(rows: Rows, type: EncodedType): AsyncGenerator<Buffer> {
  const step = Math.max(1, Math.floor(chunkBytes / (rows.length * 4)));
  for (let start = 0; start < rows.count; start += step) {
    const bytes = await rows.read(start, Math.min(step, rows.count - start));
    yield encode(bytes, rows, type);
  }
}

function encode(bytes: Buffer, { format }: Rows, type: EncodedType): Buffer {
  switch (type.name) {
    case "F16": {
      const halves = halvesOf(bytes, format);
      if (!areFinite(halves)) throw new UnfitNumberError(areFiniteFloats(floatsOf(bytes, format)));
      return Buffer.from(halves.buffer, halves.byteOffset, halves.byteLength);
    }
    case "F32": {
      const floats = finite(floatsOf(bytes, format));
      return Buffer.from(floats.buffer, floats.byteOffset, floats.byteLength);
    }
    case "Q8_0":
      return eightBitBlocks(finite(floatsOf(bytes, format)));
    default:
      return type satisfies never;
  }
}

function finite(floats: Float32Array): Float32Array {
  if (!areFiniteFloats(floats)) throw new UnfitNumberError(false);
  return floats;
}

/** The type of a matrix: the one that is wanted, or F16 where its rows don't consist of whole blocks. */
export function fittingType(wanted: EncodedType, rowLength: number): EncodedType {
  return rowLength % wanted.blockElements === 0 ? wanted : tensorTypes.F16;
}
