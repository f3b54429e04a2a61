import { createHash, type Hash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import type { GgufContent } from "./gguf-content.ts";
import type { Stretch } from "./part-journal.ts";

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
  let hash = createHash("sha256");
  const append = async (bytes: Uint8Array) => {
    signal?.throwIfAborted();
    hash.update(bytes);
    await writeFully(target, bytes, doneBytes);
    doneBytes += bytes.length;
    onProgress({ phase: "writing", doneBytes, totalBytes });
  };
  const endStretch = (tensors: number) => {
    stretches.push({ tensors, endBytes: doneBytes, sha256: hash.digest("hex") });
    hash = createHash("sha256");
  };
  if (doneBytes === 0) await append(header);
  for (let index = known.at(-1)?.tensors ?? 0; index < tensorOffsets.length; index++) {
    for await (const data of content.data(index)) await append(data);
    const next = tensorOffsets[index + 1] ?? totalBytes;
    if (next < doneBytes) throw new RangeError(`tensor ${index} has more data than room`);
    if (next > doneBytes) await append(Buffer.alloc(next - doneBytes));
    if (doneBytes - (stretches.at(-1)?.endBytes ?? 0) < stretchBytes) continue;
    await target.datasync();
    endStretch(index + 1);
    const [last] = stretches.slice(-1);
    if (last !== undefined) await onStretch(last);
  }
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
  const buffer = Buffer.allocUnsafe(readBytes);
  let doneBytes = 0;
  for (const { endBytes, sha256 } of stretches) {
    const hash = createHash("sha256");
    while (doneBytes < endBytes) {
      signal?.throwIfAborted();
      const count = Math.min(buffer.length, endBytes - doneBytes);
      const { bytesRead } = await target.read(buffer, 0, count, doneBytes);
      if (bytesRead === 0) return undefined;
      update([hash, whole], buffer.subarray(0, bytesRead));
      doneBytes += bytesRead;
      onProgress({ phase: "checking", doneBytes, totalBytes });
    }
    if (hash.digest("hex") !== sha256) return undefined;
  }
  return doneBytes === totalBytes ? whole.digest("hex") : undefined;
}

function update(hashes: readonly Hash[], bytes: Uint8Array): void {
  for (const hash of hashes) hash.update(bytes);
}
