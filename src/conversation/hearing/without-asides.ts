/** `((…))`, `(ooc …)` and `[ooc …]`: what people say beside the story. */
const asides = /\(\([\s\S]*?\)\)|\(\s*ooc\b[^)]*\)|\[\s*ooc\b[^\]]*\]/giu;
/**
 * A message that begins so is one as a whole: `//`, `ooc:`, a backslash that doesn't merely keep a mark from being Markdown, or
 * what PluralKit and Tupperbox are told.
 */
const wholly = /^\s*(?:\/\/|pk[;!]|tul!|\\(?![\\*_~`|>#[\]()+.!-])|ooc\s*[:,-])/iu;
/** `((` that nobody closed. */
const unclosed = /\(\([\s\S]*$/u;

/** What a message says within the story; empty when it is all said beside it. */
export function withoutAsides(text: string): string {
  if (wholly.test(text)) return "";
  return text
    .replace(asides, "")
    .replace(unclosed, "")
    .replace(/[^\S\n]{2,}/gu, " ")
    .trim();
}
