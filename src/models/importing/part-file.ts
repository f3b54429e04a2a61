import { createHash } from "node:crypto";
import { type FileHandle, open, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { coerceError } from "../../lib/errors.ts";
import type { GgufContent } from "./gguf-content.ts";
import { journalOf, PartJournal, readJournal, type Stretch } from "./part-journal.ts";

/** A new file under its temporary name, `TARGET.<process>.part`, with the journal of what is in it. */
export interface PartFile {
  readonly handle: FileHandle;
  readonly path: string;
  readonly journal: PartJournal;
  /** What an import that was broken off has left in it. */
  readonly known: readonly Stretch[];
  close(): Promise<void>;
  /** Gone, journal and all. */
  remove(): Promise<void>;
}

/**
 * Opens the temporary file of an import: the one that an import of the same content has left behind, or a new one. What
 * other imports that no longer run have left of this target is removed; those under way are left alone.
 */
export async function openPartFile(target: string, content: GgufContent): Promise<PartFile> {
  const path = `${target}.${process.pid}.part`;
  const id = contentId(content);
  const known = await takeOver(target, path, id);
  const handle = await open(path, known.length > 0 ? "r+" : "wx+");
  try {
    // What was written after the last note may be anything.
    await handle.truncate(known.at(-1)?.endBytes ?? 0);
    const journal = await PartJournal.begin(path, id, known);
    return partFile(path, handle, journal, known);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function partFile(
  path: string,
  handle: FileHandle,
  journal: PartJournal,
  known: readonly Stretch[],
): PartFile {
  const close = async () => {
    await handle.close();
    await journal[Symbol.asyncDispose]();
  };
  const remove = async () => {
    await rm(path, { force: true });
    await rm(journalOf(path), { force: true });
  };
  return { handle, path, journal, known, close, remove };
}

/** Renames what is of use to `path`, and removes what isn't. */
async function takeOver(target: string, path: string, id: string): Promise<readonly Stretch[]> {
  let known: readonly Stretch[] = [];
  for (const left of await leftovers(target)) {
    const stretches = await readJournal(left, id);
    if (known.length === 0 && stretches.length > 0 && (await holds(left, stretches))) {
      await rename(left, path);
      known = stretches;
    } else if (left !== path || known.length === 0) await rm(left, { force: true });
    if (left !== path) await rm(journalOf(left), { force: true });
  }
  return known;
}

async function holds(part: string, stretches: readonly Stretch[]): Promise<boolean> {
  const handle = await open(part, "r");
  try {
    return (await handle.stat()).size >= (stretches.at(-1)?.endBytes ?? 0);
  } finally {
    await handle.close();
  }
}

async function leftovers(target: string): Promise<readonly string[]> {
  const folder = dirname(target);
  const prefix = `${basename(target)}.`;
  return (await readdir(folder)).flatMap((name) => {
    const rest = name.startsWith(prefix) ? name.slice(prefix.length) : "";
    const [, id] = /^(\d+)\.part$/.exec(rest) ?? [];
    return id === undefined || isRunning(Number(id)) ? [] : [join(folder, name)];
  });
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

function contentId({ layout, origin }: GgufContent): string {
  return createHash("sha256").update(layout.header).update(origin).digest("hex");
}
