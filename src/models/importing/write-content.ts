import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { crc32 } from "node:zlib";
import type { GgufContent } from "./gguf-content.ts";
import type { Stretch } from "./part-journal.ts";
import { readAhead } from "./read-ahead.ts";

export interface WriteProgress {
  readonly phase: "writing" | "checking";
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export interface WriteOptions {
  readonly content: GgufContent;
  /** The new file, open for writing and reading. */
  readonly target: FileHandle;
  /** What is in it already, from an import that was broken off. */
  readonly known: readonly Stretch[];
  /** Bytes after which what is written is put onto the disk and noted. */
  readonly stretchBytes: number;
  readonly onStretch: (stretch: Stretch) => Promise<void>;
  readonly onProgress: (progress: WriteProgress) => void;
  readonly signal?: AbortSignal | undefined;
}

const readBytes = 4 * 1024 ** 2;

/**
 * Writes what is missing of the file, reads all of it again and compares. Returns its SHA-256 in hexadecimal digits;
 * undefined when what was read isn't what was written. Holds a few chunks in memory, whatever the size of the model.
 */
export async function writeContent(options: WriteOptions): Promise<string | undefined> {
  const stretches = await write(options);
  await options.target.datasync();
  return check(options, stretches);
}

/** Returns all stretches of the file, those that were known before included. */
async function write(options: WriteOptions): Promise<readonly Stretch[]> {
  const { content, target, known, stretchBytes, onStretch, onProgress, signal } = options;
  const { header, tensorOffsets, sizeBytes: totalBytes } = content.layout;
  const stretches = [...known];
  let doneBytes = known.at(-1)?.endBytes ?? 0;
  let checksum = 0;
  // What is written is put onto the disk and noted while the next stretch is on its way.
  let noting = Promise.resolve();
  const append = async (bytes: Uint8Array) => {
    signal?.throwIfAborted();
    const written = writeFully(target, bytes, doneBytes);
    checksum = crc32(bytes, checksum);
    await written;
    doneBytes += bytes.length;
    onProgress({ phase: "writing", doneBytes, totalBytes });
  };
  const endStretch = (tensors: number): Stretch => {
    const stretch = { tensors, endBytes: doneBytes, crc32: checksum };
    stretches.push(stretch);
    checksum = 0;
    return stretch;
  };
  const note = async (stretch: Stretch) => {
    await target.datasync();
    await onStretch(stretch);
  };
  try {
    if (doneBytes === 0) await append(header);
    for (let index = known.at(-1)?.tensors ?? 0; index < tensorOffsets.length; index++) {
      for await (const data of readAhead(content.data(index))) await append(data);
      const next = tensorOffsets[index + 1] ?? totalBytes;
      if (next < doneBytes) throw new RangeError(`tensor ${index} has more data than room`);
      if (next > doneBytes) await append(Buffer.alloc(next - doneBytes));
      if (doneBytes - (stretches.at(-1)?.endBytes ?? 0) < stretchBytes) continue;
      await noting;
      noting = note(endStretch(index + 1));
      noting.catch(() => {});
    }
  } finally {
    // Nothing is closed while it is being noted, and a failure of it is told unless there was one before.
    await Promise.allSettled([noting]);
  }
  await noting;
  if (doneBytes > (stretches.at(-1)?.endBytes ?? 0)) endStretch(tensorOffsets.length);
  return stretches;
}

async function writeFully(target: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const left = bytes.length - done;
    const { bytesWritten } = await target.write(bytes, done, left, position + done);
    done += bytesWritten;
  }
}

async function check(
  { content, target, onProgress, signal }: WriteOptions,
  stretches: readonly Stretch[],
): Promise<string | undefined> {
  const totalBytes = content.layout.sizeBytes;
  const whole = createHash("sha256");
  let doneBytes = 0;
  for (const { endBytes, crc32: expected } of stretches) {
    let checksum = 0;
    for await (const bytes of readAhead(readStretch(target, doneBytes, endBytes))) {
      signal?.throwIfAborted();
      checksum = crc32(bytes, checksum);
      whole.update(bytes);
      doneBytes += bytes.length;
      onProgress({ phase: "checking", doneBytes, totalBytes });
    }
    if (doneBytes !== endBytes || checksum !== expected) return undefined;
  }
  return doneBytes === totalBytes ? whole.digest("hex") : undefined;
}

/** Ends early where the file does. */
async function* readStretch(
  target: FileHandle,
  startBytes: number,
  endBytes: number,
): AsyncGenerator<Buffer> {
  // While one is used, the other is filled.
  const buffers = [Buffer.allocUnsafe(readBytes), Buffer.allocUnsafe(readBytes)] as const;
  let turn: 0 | 1 = 0;
  for (let position = startBytes; position < endBytes; ) {
    const buffer = buffers[turn];
    turn = turn === 0 ? 1 : 0;
    const count = Math.min(buffer.length, endBytes - position);
    const { bytesRead } = await target.read(buffer, 0, count, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
