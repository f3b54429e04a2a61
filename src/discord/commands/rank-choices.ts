/** A suggestion as Discord shows it. */
export interface Choice {
  /** What is shown: 1 to 100 characters. */
  readonly name: string;
  /** What the command gets: at most 100 characters. */
  readonly value: string;
}

/** Discord's limits. */
const mostChoices = 25;
const longestName = 100;

/**
 * The choices that fit what has been typed, the best first: names that begin with it, names with a word that does, names
 * that contain it, names that have its letters in this order. Equal ones keep their order.
 */
export function rankChoices(typed: string, choices: readonly Choice[]): readonly Choice[] {
  const query = fold(typed);
  return choices
    .map((choice) => ({ choice, rank: rankOf(query, fold(choice.name)) }))
    .filter(({ rank }) => rank !== null)
    .toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .slice(0, mostChoices)
    .map(({ choice }) => ({ ...choice, name: shorten(choice.name, longestName) }));
}

/** A choice's name with what there is to know of it: `Rosie — ≈ 1,200 tokens · NSFW`. The name is cut to make room. */
export function labelled(name: string, facts: readonly string[]): string {
  if (facts.length === 0) return shorten(name, longestName);
  const told = ` — ${facts.join(" · ")}`;
  return `${shorten(name, longestName - told.length)}${told}`;
}

/** The text, cut with an ellipsis where it is longer than `limit` UTF-16 units. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

function rankOf(query: string, name: string): number | null {
  if (name.startsWith(query)) return 0;
  if (name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(query))) return 1;
  if (name.includes(query)) return 2;
  return hasLettersInOrder(query, name) ? 3 : null;
}

function hasLettersInOrder(query: string, name: string): boolean {
  let at = 0;
  for (const letter of query.replace(/\s/g, "")) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** Without case and accents, so that "renee" finds "Renée". */
function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
