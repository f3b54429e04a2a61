import { mkdir, open, rename, statfs } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { coerceError, OperationalError, UserError } from "../../lib/errors.ts";
import type { GgufContent } from "./gguf-content.ts";
import { openPartFile, type PartFile } from "./part-file.ts";
import { type WriteProgress, writeContent } from "./write-content.ts";

export interface ImportFileOptions {
  readonly content: GgufContent;
  /** Where the new file goes. Its folder is made if it isn't there. */
  readonly target: string;
  readonly onProgress: (progress: WriteProgress) => void;
  readonly signal?: AbortSignal | undefined;
  /** Bytes between two points at which an import that was broken off can go on. */
  readonly stretchBytes?: number | undefined;
}

export interface ImportedFile {
  /** In hexadecimal digits. */
  readonly sha256: string;
  /** Bytes that an import that was broken off had written already. */
  readonly resumedBytes: number;
}

/** A few seconds of work of a disk; large enough that waiting for it doesn't tell. */
const usualStretchBytes = 256 * 1024 ** 2;

/**
 * Writes a GGUF file. It appears under its name only when it is whole and checked; until then it is
 * `TARGET.<process>.part`, with a journal beside it, and when the import is broken off (a signal, a crash, a full disk)
 * the next one of the same content goes on where the journal ends. Throws a {@link UserError} when there is such a file
 * already, when the disk hasn't enough room, or when the data are damaged; rejects with the signal's reason when aborted.
 */
export async function importFile(options: ImportFileOptions): Promise<ImportedFile> {
  const { target, content } = options;
  const folder = dirname(target);
  await attempt(target, () => mkdir(folder, { recursive: true }));
  await checkAbsent(target);
  const part = await attempt(target, () => openPartFile(target, content));
  const resumedBytes = part.known.at(-1)?.endBytes ?? 0;
  let noted = resumedBytes;
  try {
    await checkRoom(folder, content.layout.sizeBytes - resumedBytes);
    const sha256 = await writeData(options, part, (endBytes) => {
      noted = endBytes;
    });
    await part.close();
    await attempt(target, () => rename(part.path, target));
    await part.remove();
    return { sha256, resumedBytes };
  } catch (error) {
    await part.close();
    if (noted === 0 || isUseless(error)) await part.remove();
    throw error;
  }
}

async function writeData(
  { content, target, onProgress, signal, stretchBytes }: ImportFileOptions,
  part: PartFile,
  onNoted: (endBytes: number) => void,
): Promise<string> {
  const sha256 = await attempt(target, () =>
    writeContent({
      content,
      target: part.handle,
      known: part.known,
      stretchBytes: stretchBytes ?? usualStretchBytes,
      onStretch: async (stretch) => {
        await part.journal.note(stretch);
        onNoted(stretch.endBytes);
      },
      onProgress,
      signal,
    }),
  );
  if (sha256 !== undefined) return sha256;
  throw new OperationalError(
    unreliable,
    `${basename(target)} can't be read as it was written: import it again. If that ends in the same way, the disk or the memory of this machine is faulty.`,
    { retryable: false },
  );
}

const unreliable = "disk-unreliable";

/** Whether what was written is of no use to another try. A full disk is: make room, and it goes on. */
function isUseless(error: unknown): boolean {
  if (error instanceof UserError) return error.code !== "disk-full";
  return error instanceof OperationalError && error.code === unreliable;
}

async function checkAbsent(target: string): Promise<void> {
  const existing = await open(target, "r").catch(() => undefined);
  if (existing === undefined) return;
  await existing.close();
  throw new UserError(
    "model-exists",
    `There is a file ${basename(target)} already. Remove it, or choose another name with --name or --out.`,
  );
}

async function checkRoom(folder: string, neededBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= neededBytes) return;
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
  throw new UserError(
    "disk-full",
    `The new file takes ${gigabytes(neededBytes)}, but only ${gigabytes(bavail * bsize)} are free. Make room, or choose another disk with --out.`,
  );
}

/** Failures of the disk as errors that name the file; whatever else is thrown is passed on. */
async function attempt<T>(target: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const cause = coerceError(error);
    if (!("code" in cause && "syscall" in cause)) throw error;
    throw new OperationalError(
      "import-failed",
      `${basename(target)} can't be written (${String(cause.code)}): check the folder's permissions and the disk.`,
      { cause, retryable: false },
    );
  }
}
