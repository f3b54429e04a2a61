/** A unit shorter than this may well be repeated on purpose ("ha ha ha"). */
const shortestUnit = 8;
const longestUnit = 400;
/** So many times in a row is a loop. */
const loopAfter = 3;

/**
 * Cuts a text that ends in a loop, the same words three times in a row or more, after their first time. The last
 * repetition may be incomplete. Everything else stays as it is.
 */
export function cutLoop(text: string): string {
  const most = Math.min(longestUnit, Math.floor(text.length / loopAfter));
  for (let unit = shortestUnit; unit <= most; unit++) {
    const repeated = repeatedTail(text, unit);
    if (repeated >= unit * loopAfter) {
      const unitText = text.slice(-unit);
      if (new Set(unitText.replace(/\s/g, "")).size < 4) continue;
      return withClosing(text, text.length - repeated + unit);
    }
  }
  return text;
}

/** The first `end` characters and the punctuation that follows them: a loop may seem to begin in mid-sentence. */
function withClosing(text: string, end: number): string {
  let whole = end;
  while (/[\p{P}~$`]/u.test(text[whole] ?? "")) whole++;
  return text.slice(0, whole).trimEnd();
}

/** How long the end of `text` is that repeats with a period of `unit` characters. */
function repeatedTail(text: string, unit: number): number {
  let index = text.length - 1;
  while (index >= unit && text[index] === text[index - unit]) index--;
  const length = text.length - 1 - index;
  return length < unit ? 0 : length + unit;
}
