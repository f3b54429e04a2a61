import { basename } from "node:path";
import { UserError } from "../../lib/errors.ts";

/** What makes a legacy file one that can't be imported: a {@link UserError} of one line that names it. */
export function legacyProblem(
  file: string,
  code: "model-damaged" | "model-unsupported" | "model-not-ggml" | "model-parts",
  message: string,
): UserError {
  return new UserError(code, `The model file ${basename(file)} ${message}.`);
}

/** A stranger's text on one line of moderate length. */
export function shown(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\uFFFD\s]+/gu, " ").slice(0, 80);
}
