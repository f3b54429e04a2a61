/** What stands for a reply before it has any text. */
export const placeholder = "…";

/** Until then, a reply that has no text yet is announced by typing alone. */
export const patienceMs = 3000;

/** Scripts without spaces have no word's end to wait for: more than this is shown anyway. */
const longestWord = 30;
/** An edit that would add less is left to the next. */
const smallestGain = 20;

/** A word that ends like this is whole. */
const sentenceEnd = /[\p{L}\p{N}][.!?…,;:]["'”’»)*_]*$/u;

/** As much of a growing text as is worth reading: up to the last whole word. Empty when there is none yet. */
export function readableDraft(text: string): string {
  const trimmed = text.trimEnd();
  if (trimmed.length < text.length || sentenceEnd.test(trimmed)) return trimmed;
  const wordStart = trimmed.search(/\S+$/);
  if (trimmed.length - wordStart > longestWord) return trimmed;
  return trimmed.slice(0, Math.max(0, wordStart)).trimEnd();
}

/** Whether an edit from one draft to the next is worth its request. Empty: only the placeholder is shown. */
export function isWorthShowing(shown: string, next: string): boolean {
  if (next === "" || next === shown) return false;
  if (shown === "" || !next.startsWith(shown)) return true;
  return next.length - shown.length >= smallestGain;
}
