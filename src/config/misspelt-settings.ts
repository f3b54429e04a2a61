import { settingsSchema } from "./settings.ts";

/** As many wrong, missing or additional characters are taken for a slip. */
const mostSlips = 2;

/**
 * The names that are no settings and look like one, each with the one that may be meant: what such a line sets holds
 * nowhere, and nothing else says so. Names that resemble none are left alone: they may be other programs'.
 */
export function misspeltSettings(
  names: readonly string[],
): readonly { readonly name: string; readonly meant: string }[] {
  const known = Object.keys(settingsSchema.shape);
  return names.flatMap((name) => {
    if (known.includes(name)) return [];
    const meant = known
      .map((setting) => ({ setting, slips: slipsBetween(name.toUpperCase(), setting) }))
      // Of a short name, two characters are too much of it.
      .filter(({ setting, slips }) => slips <= Math.min(mostSlips, Math.floor(setting.length / 3)))
      .toSorted((a, b) => a.slips - b.slips)[0];
    return meant === undefined ? [] : [{ name, meant: meant.setting }];
  });
}

/** Characters to change, add or leave out to make one of the other: Levenshtein's distance. */
function slipsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let line = 0; line < one.length; line += 1) {
    const next = [line + 1];
    for (let column = 0; column < other.length; column += 1)
      next.push(
        Math.min(
          (row[column] ?? 0) + (one[line] === other[column] ? 0 : 1),
          (row[column + 1] ?? 0) + 1,
          (next[column] ?? 0) + 1,
        ),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}
