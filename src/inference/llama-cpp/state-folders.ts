import { readdirSync, rmSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** Folders of kept states are named after the process that they belong to. */
const prefix = "hearthside-states-";

/** Makes a folder in `parent` that nobody else may enter, and removes those of processes that are gone. */
export async function makeStateFolder(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  await removeLeftOvers(parent);
  const folder = await mkdtemp(join(parent, `${prefix}${process.pid}-`));
  await chmod(folder, 0o700);
  return folder;
}

/** Removes what a process that has ended has left in `parent`. */
export async function removeStatesOf(parent: string, pid: number): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((name) => ownerOf(name) === pid))
    await rm(join(parent, name), { recursive: true, force: true });
}

/** Removes this process's own, as the last thing that it does. */
export function removeOwnStates(parent: string): void {
  for (const name of readdirSync(parent))
    if (ownerOf(name) === process.pid) rmSync(join(parent, name), { recursive: true, force: true });
}

async function removeLeftOvers(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = ownerOf(name);
    if (pid !== undefined && !isAlive(pid))
      await rm(join(parent, name), { recursive: true, force: true });
  }
}

function ownerOf(folder: string): number | undefined {
  const pid = Number(/^hearthside-states-(\d+)-/.exec(folder)?.[1]);
  return Number.isInteger(pid) ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be asked, but it is there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
