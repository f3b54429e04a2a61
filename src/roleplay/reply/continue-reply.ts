import type { ReplyRoster } from "./cut-at-labels.ts";
import { cutLoop } from "./cut-loop.ts";
import { type TidyOptions, tidyReply } from "./tidy-reply.ts";

/**
 * A reply that a model has written on from where it ended. What stood there stays as it is, whatever was done to it; what
 * is new is tidied like any reply. The same as `base` when nothing new is worth keeping.
 */
export function continueReply(
  base: string,
  raw: string,
  roster: ReplyRoster,
  options: TidyOptions,
): string {
  const added = tidyReply(raw, roster, options);
  if (added === "") return base;
  const whole = base + seam(raw) + added;
  const unlooped = options.final ? cutLoop(whole) : whole;
  return unlooped.length > base.length && unlooped.startsWith(base) ? unlooped : base;
}

/** What stands between old and new: a model may go on in the middle of a word, or begin a paragraph. */
function seam(raw: string): string {
  const space = /^\s*/.exec(raw)?.[0] ?? "";
  if (space === "") return "";
  const lineBreaks = space.split("\n").length - 1;
  return lineBreaks === 0 ? " " : "\n".repeat(Math.min(lineBreaks, 2));
}
