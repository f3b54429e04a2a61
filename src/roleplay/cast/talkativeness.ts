import type { Character } from "../character/character.ts";

/** Of a character whose card doesn't say, as in SillyTavern. */
const usual = 0.5;

/** How readily a character speaks unasked, from 0 (never) to 1, as its card says in `extensions.talkativeness`. */
export function talkativenessOf({ extensions }: Pick<Character, "extensions">): number {
  const said = extensions["talkativeness"];
  // Cards have it as a number or as text.
  const value = typeof said === "string" && said.trim() !== "" ? Number(said) : said;
  if (typeof value !== "number" || Number.isNaN(value)) return usual;
  return Math.min(1, Math.max(0, value));
}
