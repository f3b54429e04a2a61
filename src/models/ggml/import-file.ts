import { type FileHandle, mkdir, open, readdir, rename, rm, statfs } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { coerceError, OperationalError, UserError } from "../../lib/errors.ts";
import { EndOfFileError } from "./byte-reader.ts";
import { legacyProblem } from "./legacy-problem.ts";
import type { OpenLegacyModel } from "./open-legacy-model.ts";
import type { ImportPlan } from "./plan-import.ts";
import { UnsoundBlocksError } from "./tensor-data.ts";
import { type WriteProgress, writeImport } from "./write-import.ts";

export interface ImportFileOptions {
  readonly source: OpenLegacyModel;
  readonly plan: ImportPlan;
  /** Where the new file goes. Its folder is made if it isn't there. */
  readonly target: string;
  readonly onProgress: (progress: WriteProgress) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes a legacy model as a GGUF file and returns its SHA-256. The file appears under its name only when it is whole
 * and checked; until then it is `TARGET.<process>.part`, and what an import that was killed has left of that kind is
 * removed by the next one. Throws a {@link UserError} when there is such a file already, when the disk hasn't enough
 * room, or when the data are damaged; rejects with the signal's reason when aborted.
 */
export async function importFile(options: ImportFileOptions): Promise<string> {
  const { target, plan } = options;
  const folder = dirname(target);
  await attempt(target, () => mkdir(folder, { recursive: true }));
  await removeLeftovers(target);
  const temporary = `${target}.${process.pid}.part`;
  const file = await openNew(target, temporary);
  try {
    await checkRoom(folder, plan.layout.sizeBytes);
    const digest = await writeData(options, file);
    await file.close();
    await attempt(target, () => rename(temporary, target));
    return digest;
  } catch (error) {
    await file.close();
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeData(options: ImportFileOptions, target: FileHandle): Promise<string> {
  const { source, plan, onProgress, signal } = options;
  const [{ file } = { file: options.target }] = source.files;
  let digest: string | undefined;
  try {
    digest = await writeImport({ plan, sources: source.handles, target, onProgress, signal });
  } catch (error) {
    if (error instanceof EndOfFileError)
      throw legacyProblem(file, "model-damaged", "became shorter while it was read");
    if (error instanceof UnsoundBlocksError)
      throw legacyProblem(
        file,
        "model-damaged",
        "has numbers that can't be: it is damaged, or of the first days of March 2023, whose blocks nothing reads",
      );
    if (error instanceof Error && "code" in error) throw diskFailure(options.target, error);
    throw error;
  }
  if (digest === undefined)
    throw new OperationalError(
      "disk-unreliable",
      `${basename(options.target)} can't be read as it was written: the disk or the memory of this machine is faulty.`,
      { retryable: false },
    );
  return digest;
}

/** Another import of the same name under way is left alone; one that no longer runs has no use for its file. */
async function removeLeftovers(target: string): Promise<void> {
  const folder = dirname(target);
  const prefix = `${basename(target)}.`;
  for (const name of await readdir(folder)) {
    const [, id] =
      /^(\d+)\.part$/.exec(name.startsWith(prefix) ? name.slice(prefix.length) : "") ?? [];
    if (id !== undefined && !isRunning(Number(id))) await rm(join(folder, name), { force: true });
  }
}

function isRunning(processId: number): boolean {
  if (processId === process.pid) return false;
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // Not ours to signal, but there.
    return coerceError(error).message.includes("EPERM");
  }
}

async function openNew(target: string, temporary: string): Promise<FileHandle> {
  const existing = await open(target, "r").catch(() => undefined);
  if (existing !== undefined) {
    await existing.close();
    throw new UserError(
      "model-exists",
      `There is a file ${basename(target)} already. Remove it, or choose another name with --name or --out.`,
    );
  }
  return attempt(target, () => open(temporary, "wx+"));
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

async function attempt<T>(target: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw diskFailure(target, coerceError(error));
  }
}

function diskFailure(target: string, cause: Error): OperationalError {
  const code = "code" in cause ? String(cause.code) : cause.message;
  return new OperationalError(
    "import-failed",
    `${basename(target)} can't be written (${code}): check the folder's permissions and the disk.`,
    { cause, retryable: false },
  );
}
