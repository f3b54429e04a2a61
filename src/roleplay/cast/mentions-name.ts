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
  return names.flatMap(spokenForms).some((form) => containsWord(text, form));
}

function spokenForms(name: string): string[] {
  const whole = name.trim();
  const first = whole.split(/\s+/)[0] ?? "";
  const firstIsName = first.length >= 3 && !titles.has(first.toLowerCase().replace(/\.$/, ""));
  return [...new Set([whole, ...(firstIsName ? [first] : [])])].filter((form) => form !== "");
}

/** Whole words only, in any script, whatever the case. */
function containsWord(text: string, word: string): boolean {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, "iu").test(text);
}
