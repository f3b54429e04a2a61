import { statfs } from "node:fs/promises";
import { totalmem } from "node:os";
import { dirname, resolve } from "node:path";
import process from "node:process";

/** Memory that this process may still take, with a container's limit counted in. */
export function availableMemory(): {
  readonly availableBytes: number;
  readonly totalBytes: number;
} {
  const limit = process.constrainedMemory();
  // Without a limit Node reports 0, or a number beyond any machine.
  const totalBytes = limit > 0 && limit < totalmem() ? limit : totalmem();
  return { availableBytes: Math.min(process.availableMemory(), totalBytes), totalBytes };
}

/** What is free on the disk that will hold a file; the folder may have to be made yet. */
export async function freeDisk(
  file: string,
): Promise<{ readonly folder: string; readonly freeBytes: number }> {
  const folder = dirname(resolve(file));
  for (let existing = folder; ; existing = dirname(existing)) {
    try {
      const { bavail, bsize } = await statfs(existing);
      return { folder, freeBytes: bavail * bsize };
    } catch (thrown) {
      if (dirname(existing) === existing) throw thrown;
    }
  }
}
