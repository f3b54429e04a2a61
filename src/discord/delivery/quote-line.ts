import type { Quote } from "../../conversation/quotes/quote.ts";

/** Enough to tell a message by, in one line on a phone. */
const longestQuote = 60;
const longestName = 32;

/**
 * The first line of a reply that says what it answers, small and in one line: nothing in it is a mention, a link or markup,
 * and what was hidden stays so. Empty for null.
 */
export function quoteLine(quote: Quote | null): string {
  if (quote === null) return "";
  const said = cut(plain(quote.text), longestQuote);
  return `-# ↩ @${escaped(cut(plain(quote.name), longestName))}${said === "" ? "" : `: ${escaped(said)}`}\n`;
}

function plain(text: string): string {
  return (
    text
      .replace(/\|\|[\s\S]*?(?:\|\||$)/g, "▒▒▒")
      .replace(/```[\s\S]*?(?:```|$)/g, "…")
      .replace(/<a?(:\w+:)\d+>/g, "$1")
      // Mentions of people, roles, channels and commands, and times.
      .replace(/<(?:@[!&]?|#|\/[^:>]*:|t:|id:)[^>]*>/g, "…")
      .replace(/(?:https?:\/\/|discord\.gg\/|www\.)\S+/gi, "🔗")
      .replace(/[*_~`]+/g, "")
      .replace(/\s+/g, " ")
      .trim()
  );
}

/** What is left of the marks would begin something. */
function escaped(text: string): string {
  return text.replace(/([\\|[\]<>@])/g, "\\$1");
}

/** Cut between characters as people see them. */
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = "";
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(
    text,
  )) {
    if (kept.length + segment.length >= limit) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
