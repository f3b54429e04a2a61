import type { FileHandle } from "node:fs/promises";
import { tensorBytes } from "../gguf/encode-header.ts";
import { readFully, readInto } from "../importing/read-fully.ts";
import { TurningBuffers } from "../importing/turning-buffers.ts";
import type { JoinedTensor, TensorPiece } from "./join-files.ts";

/** Bytes that are read, rewritten and written in one go. */
const chunkBytes = 4 * 1024 ** 2;

/** Memory for the pieces of any number of tensors, one tensor after the other. */
export interface PieceMemory {
  readonly read: TurningBuffers;
  readonly rewritten: TurningBuffers;
}

export function pieceMemory(): PieceMemory {
  return { read: new TurningBuffers(), rewritten: new TurningBuffers() };
}

/** A block's scale isn't a number: the data aren't what the file says they are. */
export class UnsoundBlocksError extends Error {
  override readonly name = "UnsoundBlocksError";
}

/**
 * The data of a tensor as GGUF has them, piece by piece. A piece's memory is used again after the next.
 */
export async function* tensorData(
  tensor: JoinedTensor,
  handles: readonly FileHandle[],
  memory: PieceMemory,
): AsyncGenerator<Buffer> {
  const { type } = tensor;
  const { rewrite, blockBytes } = type;
  for await (const source of sourceData(tensor, handles, memory.read)) {
    if (rewrite === undefined) {
      yield source;
      continue;
    }
    const count = source.length / blockBytes;
    const target = memory.rewritten.next(tensorBytes(type.target, [count * type.blockElements]));
    if (!rewrite(source, target, count)) throw new UnsoundBlocksError();
    yield target;
  }
}

/** The data of a tensor as the files have them, in whole blocks and in the order of the joined tensor. */
async function* sourceData(
  { type, split, pieces }: JoinedTensor,
  handles: readonly FileHandle[],
  memory: TurningBuffers,
): AsyncGenerator<Buffer> {
  if (split === "row-pieces") {
    yield* joinedRows(pieces, handles);
    return;
  }
  const step = Math.floor(chunkBytes / type.blockBytes) * type.blockBytes;
  for (const { fileIndex, offset, sizeBytes } of pieces)
    for (let done = 0; done < sizeBytes; done += step)
      yield await readInto(
        handleOf(handles, fileIndex),
        offset + done,
        memory.next(Math.min(step, sizeBytes - done)),
      );
}

async function* joinedRows(
  pieces: readonly TensorPiece[],
  handles: readonly FileHandle[],
): AsyncGenerator<Buffer> {
  const [first] = pieces;
  if (first === undefined) return;
  // The parts have the same shape, so their pieces of a row are equally long.
  const { rowBytes } = first;
  const rows = first.sizeBytes / rowBytes;
  const rowsAtOnce = Math.max(1, Math.floor(chunkBytes / (rowBytes * pieces.length)));
  for (let row = 0; row < rows; row += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, rows - row);
    const joined = Buffer.allocUnsafe(count * rowBytes * pieces.length);
    for (const [column, { fileIndex, offset }] of pieces.entries()) {
      const source = await readFully(
        handleOf(handles, fileIndex),
        offset + row * rowBytes,
        count * rowBytes,
      );
      for (let index = 0; index < count; index++)
        source.copy(
          joined,
          (index * pieces.length + column) * rowBytes,
          index * rowBytes,
          (index + 1) * rowBytes,
        );
    }
    yield joined;
  }
}

function handleOf(handles: readonly FileHandle[], index: number): FileHandle {
  const handle = handles[index];
  if (handle === undefined) throw new RangeError("a piece of a tensor lies in no open file");
  return handle;
}
