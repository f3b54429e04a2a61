import { readFile, stat } from "node:fs/promises";
import { coerceError, OperationalError, UserError } from "../../lib/errors.ts";

/** No card, book or chat that can be read is larger. */
const mostBytes = 200_000_000;

/**
 * The bytes of a file that someone named.
 *
 * @throws UserError when there is no such file or it is too large; OperationalError when it can't be read.
 */
export async function readInputFile(path: string): Promise<Uint8Array> {
  try {
    const status = await stat(path);
    if (!status.isFile()) throw new UserError("input-missing", `${path}: not a file.`);
    if (status.size > mostBytes)
      throw new UserError("input-too-large", `${path}: files of more than 200 MB aren't read.`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code }: NodeJS.ErrnoException = coerceError(error);
    if (code === "ENOENT" || code === "ENOTDIR")
      throw new UserError("input-missing", `${path}: there is no such file.`, { cause: error });
    const message = `${path}: can't be read (${code ?? "unknown"}).`;
    throw new OperationalError("input-unreadable", message, { cause: error, retryable: false });
  }
}
