import { cutAtLabels, type ReplyRoster } from "./cut-at-labels.ts";
import { cutLoop } from "./cut-loop.ts";
import { stripThinking } from "./strip-thinking.ts";
import { tidyWhitespace } from "./tidy-whitespace.ts";
import { trimToSentence } from "./trim-to-sentence.ts";

/** Anything besides blank space, marks and quotes: a cut may leave no more than those. */
const saysSomething = /[^\s*_~`#>"“”„«»'’-]/u;

export interface TidyOptions {
  /** False while the text still grows: what may turn out to be a label or a mark is held back. */
  readonly final: boolean;
  /** Cut a last sentence that has no end: for replies that ran out of tokens. */
  readonly trimIncomplete?: boolean;
}

/**
 * What of a model's text is shown and remembered: no thinking, no label in front, nothing said for someone else, no loop,
 * no stray blank space. Empty when nothing is left.
 */
export function tidyReply(raw: string, roster: ReplyRoster, options: TidyOptions): string {
  const own = cutAtLabels(stripThinking(raw, options), roster, options);
  const text = tidyWhitespace(own);
  if (!saysSomething.test(text)) return "";
  if (!options.final) return text;
  const unlooped = cutLoop(text);
  return options.trimIncomplete ? trimToSentence(unlooped) : unlooped;
}
