import type { Character } from "../character/character.ts";

const tags = new Set(["nsfw", "18+", "adult", "adults only", "explicit"]);

/**
 * Whether a card is for adults alone: `extensions.hearthside.nsfw` where it is there, true or false, else one of the tags by
 * which cards say so.
 */
export function isAdult(character: Pick<Character, "extensions" | "tags">): boolean {
  const own = character.extensions["hearthside"];
  if (typeof own === "object" && own !== null && "nsfw" in own && typeof own.nsfw === "boolean")
    return own.nsfw;
  return character.tags.some((tag) => tags.has(tag.trim().toLowerCase()));
}
