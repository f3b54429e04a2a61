/** Words that begin many names and address nobody by themselves. */
const titles = new Set([
  "the",
  "a",
  "an",
  "captain",
  "dr",
  "doctor",
  "sir",
  "lady",
  "lord",
  "mr",
  "mrs",
  "ms",
  "miss",
  "granny",
  "old",
  "king",
  "queen",
  "unit",
]);

/** Whether `text` calls someone by name: the whole name, or its first word where that is a name of its own. */
export function mentionsName(text: string, names: readonly string[]): boolean {
  return findName(text, names) !== null;
}

/** Where `text` first calls someone by name; null when it doesn't. */
export function findName(text: string, names: readonly string[]): FoundName | null {
  const found = names.flatMap(spokenForms).flatMap((form): FoundName[] => {
    const match = wholeWord(form).exec(text);
    return match === null ? [] : [{ start: match.index, end: match.index + match[0].length }];
  });
  // Of forms that begin at the same place, the longest is what was said.
  return found.toSorted((a, b) => a.start - b.start || b.end - a.end)[0] ?? null;
}

/** Whether `text` has these words, as whole words and whatever the case. */
export function containsPhrase(text: string, phrase: string): boolean {
  return wholeWord(phrase).test(text);
}

export interface FoundName {
  readonly start: number;
  readonly end: number;
}

function spokenForms(name: string): string[] {
  const whole = name.trim();
  const first = whole.split(/\s+/)[0] ?? "";
  const firstIsName = first.length >= 3 && !titles.has(first.toLowerCase().replace(/\.$/, ""));
  return [...new Set([whole, ...(firstIsName ? [first] : [])])].filter((form) => form !== "");
}

/** In any script, whatever the case. */
function wholeWord(word: string): RegExp {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, "iu");
}
