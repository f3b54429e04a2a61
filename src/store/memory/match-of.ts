/** Any of some words, for FTS5: each in quotes, since `-`, `*`, `^`, `NEAR` and others are operators. */
export function matchOf(words: readonly string[]): string {
  return words.map((word) => `"${word.replaceAll('"', "")}"`).join(" OR ");
}
