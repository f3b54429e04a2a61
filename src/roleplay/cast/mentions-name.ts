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
  return findNames(text, names).length > 0;
}

/** Wherever `text` calls someone by name, in its order; of forms that begin at the same place, the longest comes first. */
export function findNames(text: string, names: readonly string[]): readonly FoundName[] {
  return names
    .flatMap(spokenForms)
    .flatMap((form) =>
      Array.from(text.matchAll(wholeWord(form)), ({ 0: { length }, index }) => ({
        start: index,
        end: index + length,
      })),
    )
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
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

/** Scripts that put no space between words: a name of theirs stands in the middle of other letters. */
const unspaced = ["Han", "Hiragana", "Thai", "Lao", "Khmer", "Myanmar"];
const unspacedLetter = oneOf(unspaced);
const katakana = oneOf(["Katakana"]);
const hangul = oneOf(["Hangul"]);
/** What makes a longer word of one that it stands beside; a word of another kind of script begins by itself. */
const joined = `[[\\p{L}\\p{N}_]--[${[...unspaced, "Katakana", "Hangul"].map(script).join("")}]]`;

/** In any script, whatever the case. */
function wholeWord(word: string): RegExp {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const letters = Array.from(word);
  const before = neighbours(letters[0] ?? "", { alone: letters.length < 2, takesEndings: false });
  const after = neighbours(letters.at(-1) ?? "", { alone: letters.length < 2, takesEndings: true });
  return new RegExp(`(?<!${before})${escaped}(?!${after})`, "giv");
}

/** The characters that may not stand beside a word whose edge is `letter`. Of one letter alone, nobody could tell. */
function neighbours(
  letter: string,
  { alone, takesEndings }: { readonly alone: boolean; readonly takesEndings: boolean },
): string {
  if (alone) return "[\\p{L}\\p{N}_]";
  if (unspacedLetter.test(letter)) return nothing;
  // Names from elsewhere are written in it, and end where it ends.
  if (katakana.test(letter)) return `[${script("Katakana")}ー]`;
  // Particles hang on Korean names without a space.
  if (hangul.test(letter)) return takesEndings ? nothing : `[${script("Hangul")}]`;
  return joined;
}

/** Matches no character. */
const nothing = "[]";

function script(name: string): string {
  return `\\p{Script=${name}}`;
}

function oneOf(scripts: readonly string[]): RegExp {
  return new RegExp(`[${scripts.map(script).join("")}]`, "v");
}
