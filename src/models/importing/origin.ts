import type { FileHandle } from "node:fs/promises";
import { basename } from "node:path";

/** The files that an import reads, in a text that is another one when one of them has changed. */
export async function originOf(
  files: readonly (readonly [path: string, handle: FileHandle | undefined])[],
): Promise<string> {
  const lines = await Promise.all(
    files.map(async ([path, handle]) => {
      const stats = await handle?.stat();
      return `${basename(path)} ${stats?.size ?? 0} ${stats?.mtimeMs ?? 0}`;
    }),
  );
  return lines.join("\n");
}
