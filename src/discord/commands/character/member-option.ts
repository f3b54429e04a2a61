import type { AutocompleteInteraction, ChatInputCommandInteraction } from "discord.js";
import type { Character } from "../../../roleplay/character/character.ts";
import { completeCharacter, findCharacter, requireCharacter } from "../character-option.ts";
import type { CommandServices } from "../command.ts";
import type { Choice } from "../rank-choices.ts";

/** Suggests those who play here. */
export function completeMember(
  interaction: AutocompleteInteraction,
  { cast }: Pick<CommandServices, "cast">,
): readonly Choice[] {
  const members = cast.members(interaction.channelId).map(({ character }) => character);
  return completeCharacter(interaction.options.getFocused(), among(members), interaction);
}

/** Who was given: one who plays here goes before others of a like name. */
export function requireMember(
  { options, channelId }: ChatInputCommandInteraction,
  { cast, library }: Pick<CommandServices, "cast" | "library">,
): Character {
  const given = options.getString("character", true);
  const here = cast.members(channelId).map(({ character }) => character);
  const member = findCharacter(given, { ...library, ...among(here) });
  return member ?? requireCharacter(given, library);
}

function among(characters: readonly Character[]) {
  return {
    list: () => characters,
    get: (id: string) => characters.find((character) => character.id === id),
  };
}
