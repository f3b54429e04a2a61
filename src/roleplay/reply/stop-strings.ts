import { speakerLabel } from "./speaker-label.ts";

/** More people than this in a chat, and the ones who spoke longest ago are left to the clean-up of the text. */
const mostNames = 24;

/**
 * Text that ends a reply: the label of anyone in the chat at the start of a line. The character's own label counts too;
 * a model that writes it again has begun another turn.
 */
export function stopStrings(roster: readonly string[]): string[] {
  const labels = roster.slice(-mostNames).map((name) => `\n${speakerLabel(name)}`);
  return [...new Set(labels)];
}
