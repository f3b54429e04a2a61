import { randomUUID } from "node:crypto";
import { link, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { coerceError, OperationalError, UserError } from "../lib/errors.ts";

/** What a file holds; the codes of errors begin with it. */
type OutputKind = "card" | "chat";

/**
 * Writes a file that somebody asked for as a whole or not at all.
 *
 * @throws UserError when there is one and `overwrite` is false, or no folder to write it in; OperationalError when it can't be written.
 */
export async function writeOutputFile(
  path: string,
  bytes: Uint8Array,
  { overwrite, kind }: { readonly overwrite: boolean; readonly kind: OutputKind },
): Promise<void> {
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    await writeFile(temporary, bytes, { flag: "wx" });
    // A link is refused where something has come to stand in the meantime; renaming would replace it.
    if (overwrite) await rename(temporary, path);
    else await link(temporary, path);
    await rm(temporary, { force: true });
  } catch (error) {
    await rm(temporary, { force: true });
    const { code }: NodeJS.ErrnoException = coerceError(error);
    if (code === "EEXIST") throw outputExists(path, kind);
    if (code === "ENOENT" || code === "ENOTDIR")
      throw new UserError(
        `${kind}-no-folder`,
        `${path}: there is no folder ${dirname(path)}. Make it first, or choose another --out.`,
        { cause: error },
      );
    throw new OperationalError(
      `${kind}-unwritable`,
      `${path}: can't be written (${code ?? "unknown"}).`,
      { cause: error, retryable: false },
    );
  }
}

export function outputExists(path: string, kind: OutputKind): UserError {
  return new UserError(
    `${kind}-out-exists`,
    `${path}: there is a file already. Choose another name for --out, or give --force to replace it.`,
  );
}
