import { basename } from "node:path";
import { UserError } from "../../lib/errors.ts";

export type CheckpointProblemCode =
  | "checkpoint-incomplete"
  | "checkpoint-damaged"
  | "checkpoint-unsupported"
  | "checkpoint-unsafe";

/** What makes a checkpoint one that can't be imported: a {@link UserError} of one line that names the file or folder. */
export function checkpointProblem(
  path: string,
  code: CheckpointProblemCode,
  message: string,
): UserError {
  return new UserError(code, `${shown(basename(path))} ${message}.`);
}

/** A stranger's text on one line of moderate length. */
export function shown(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\uFFFD\s]+/gu, " ").slice(0, 80);
}
