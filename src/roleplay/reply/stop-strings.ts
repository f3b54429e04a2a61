import { labelName, speakerLabel } from "./speaker-label.ts";

/** More people than this in a chat, and the ones who spoke longest ago are left to the clean-up of the text. */
const mostNames = 24;

/**
 * Text that ends a reply: the label of anyone in the chat at the start of a line. The character's own label counts too;
 * a model that writes it again has begun another turn. Labels in bold come last, for engines that take a few alone; other
 * markup is left to the clean-up.
 */
export function stopStrings(roster: readonly string[]): string[] {
  const names = roster.slice(-mostNames);
  const plain = names.map((name) => `\n${speakerLabel(name)}`);
  const bold = names.flatMap((name) => [`\n**${speakerLabel(name)}`, `\n**${labelName(name)}**:`]);
  return [...new Set([...plain, ...bold])];
}
