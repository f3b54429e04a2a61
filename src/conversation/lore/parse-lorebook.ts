import { UserError } from "../../lib/errors.ts";
import type { ReadLorebook } from "../../roleplay/lorebook/book-reading.ts";
import { readLorebook } from "../../roleplay/lorebook/read-lorebook.ts";

/**
 * Reads the JSON of a lorebook of any format.
 *
 * @throws UserError that begins with `name`, the book's or the file's, and says what is wrong where.
 */
export function parseLorebook(text: string, name: string): ReadLorebook {
  try {
    return readLorebook(parseJson(text));
  } catch (thrown) {
    if (thrown instanceof UserError)
      throw new UserError(thrown.code, `${name}: ${thrown.message}`, {
        cause: thrown,
        values: { ...thrown.values, file: name },
      });
    throw thrown;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : "nested too deeply";
    throw new UserError(
      "lorebook-not-json",
      `This is not valid JSON: ${reason}. Export the book once more, as JSON.`,
      { cause: error, values: { reason } },
    );
  }
}
