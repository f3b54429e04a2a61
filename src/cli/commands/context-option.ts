import { Option } from "commander";
import { UserError } from "../../lib/errors.ts";

/** Tokens of the model's context, for commands that load no model. */
export function contextOption(): Option {
  return new Option("--context <tokens>", "tokens of the model's context").default("8192");
}

/** Throws a {@link UserError} when it isn't a whole number that makes sense. */
export function tokensOf(text: string): number {
  const tokens = Number(text);
  if (/^\d+$/.test(text) && tokens >= 64 && tokens <= 10_000_000) return tokens;
  throw new UserError(
    "bad-context",
    `--context is "${text}"; give a whole number of tokens, at least 64.`,
  );
}
