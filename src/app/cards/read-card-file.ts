import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { OperationalError, UserError } from "../../lib/errors.ts";
import { cardLimits, checkBytes } from "../../roleplay/character/card-limits.ts";

export interface CardFileContent {
  /** Without its folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * The bytes of a card or a picture, of any folder.
 *
 * @throws UserError when there is no such file or it is too large; OperationalError when it can't be read.
 */
export async function readCardFile(path: string): Promise<CardFileContent> {
  const name = basename(path);
  try {
    const status = await stat(path);
    if (!status.isFile()) throw new UserError("card-no-file", `${path}: not a file.`);
    checkBytes(status.size, cardLimits.fileBytes, name);
    return { name, bytes: await readFile(path) };
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code }: NodeJS.ErrnoException =
      error instanceof Error ? error : new Error(String(error));
    if (code === "ENOENT" || code === "ENOTDIR")
      throw new UserError("card-no-file", `${path}: there is no such file.`, { cause: error });
    throw new OperationalError(
      "card-unreadable",
      `${path}: can't be read (${code ?? "unknown"}).`,
      {
        cause: error,
        retryable: false,
      },
    );
  }
}
