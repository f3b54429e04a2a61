import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import type { ImportPlan } from "./plan-import.ts";
import { tensorData } from "./tensor-data.ts";

export interface WriteProgress {
  readonly phase: "writing" | "checking";
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export interface WriteOptions {
  readonly plan: ImportPlan;
  /** The legacy files, in the order of the plan. */
  readonly sources: readonly FileHandle[];
  /** The new file, empty, open for writing and reading. */
  readonly target: FileHandle;
  readonly onProgress: (progress: WriteProgress) => void;
  readonly signal?: AbortSignal | undefined;
}

const readBytes = 4 * 1024 ** 2;

/**
 * Writes the planned file, reads it again and compares. Returns its SHA-256 in hexadecimal digits; undefined when what
 * was read isn't what was written. Holds a few chunks in memory, whatever the size of the model.
 */
export async function writeImport(options: WriteOptions): Promise<string | undefined> {
  const written = await write(options);
  await options.target.datasync();
  const read = await hashOf(options);
  return read === written ? written : undefined;
}

async function write(options: WriteOptions): Promise<string> {
  const { plan, sources, target, onProgress, signal } = options;
  const { header, tensorOffsets, sizeBytes: totalBytes } = plan.layout;
  const hash = createHash("sha256");
  let doneBytes = 0;
  const append = async (bytes: Uint8Array) => {
    signal?.throwIfAborted();
    hash.update(bytes);
    await target.write(bytes, 0, bytes.length, doneBytes);
    doneBytes += bytes.length;
    onProgress({ phase: "writing", doneBytes, totalBytes });
  };
  await append(header);
  for (const [index, tensor] of plan.tensors.entries()) {
    for await (const data of tensorData(tensor, sources)) await append(data);
    const next = tensorOffsets[index + 1] ?? totalBytes;
    if (next > doneBytes) await append(Buffer.alloc(next - doneBytes));
  }
  return hash.digest("hex");
}

async function hashOf({ plan, target, onProgress, signal }: WriteOptions): Promise<string> {
  const totalBytes = plan.layout.sizeBytes;
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(readBytes);
  for (let doneBytes = 0; ; ) {
    signal?.throwIfAborted();
    const { bytesRead } = await target.read(buffer, 0, buffer.length, doneBytes);
    if (bytesRead === 0) return hash.digest("hex");
    hash.update(buffer.subarray(0, bytesRead));
    doneBytes += bytesRead;
    onProgress({ phase: "checking", doneBytes, totalBytes });
  }
}
