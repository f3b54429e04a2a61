import { CommanderError } from "commander";
import { OperationalError, UserError } from "../lib/errors.ts";

export const exitCodes = {
  ok: 0,
  bug: 1,
  usage: 2,
  outside: 3,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What each exit code tells, for `--help` and the documents. */
export const exitCodeMeanings: readonly (readonly [ExitCode, string])[] = [
  [exitCodes.ok, "It did what it was asked, or was stopped gracefully."],
  [exitCodes.bug, "A bug: the message has an id that is also in the log."],
  [
    exitCodes.usage,
    "Something to put right here: an option, a setting, a file, a port. The message says which.",
  ],
  [
    exitCodes.outside,
    "Something outside failed (Discord, Redis, a download's server, a disk), or `doctor` found a problem.",
  ],
  [exitCodes.interrupted, "Stopped at once by a second SIGINT (Ctrl+C)."],
  [exitCodes.terminated, "Stopped at once by a second SIGTERM."],
];

/** Errors that people in Discord are told as they are, and that nothing here can be put right about. */
const outside: ReadonlySet<string> = new Set(["model-server-unreachable", "model-server-refuses"]);

/** The exit code for what ended the program. */
export function exitCodeOf(thrown: unknown): ExitCode {
  if (thrown instanceof CommanderError)
    return thrown.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (thrown instanceof UserError)
    return outside.has(thrown.code) ? exitCodes.outside : exitCodes.usage;
  if (thrown instanceof OperationalError) return exitCodes.outside;
  return exitCodes.bug;
}
