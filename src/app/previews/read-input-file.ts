import { readFile, stat } from "node:fs/promises";
import { UserError } from "../../lib/errors.ts";

/** No card, book or chat that can be read is larger. */
const mostBytes = 200_000_000;

/** The bytes of a file that someone named. Throws a {@link UserError} of one line when it can't be read. */
export async function readInputFile(path: string): Promise<Uint8Array> {
  try {
    const status = await stat(path);
    if (!status.isFile()) throw new UserError("input-unreadable", `${path}: not a file.`);
    if (status.size > mostBytes)
      throw new UserError("input-too-large", `${path}: files of more than 200 MB aren't read.`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const missing = typeof error === "object" && error !== null && Object(error).code === "ENOENT";
    throw new UserError(
      missing ? "input-missing" : "input-unreadable",
      missing ? `${path}: there is no such file.` : `${path}: can't be read; check permissions.`,
      { cause: error },
    );
  }
}
