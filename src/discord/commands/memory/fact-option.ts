import type { AutocompleteInteraction } from "discord.js";
import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { CommandServices } from "../command.ts";
import { type Choice, rankChoices, shorten } from "../rank-choices.ts";

/** A pinned fact, chosen from those of the channel. */
export const factOption = {
  type: ApplicationCommandOptionType.String,
  name: "fact",
  required: true,
  autocomplete: true,
} as const;

export function suggestFacts(
  interaction: AutocompleteInteraction,
  { memory }: CommandServices,
): readonly Choice[] {
  const facts = memory.facts(interaction.channelId);
  return rankChoices(
    interaction.options.getFocused(),
    facts.map(({ id, text }) => ({ name: shorten(text, 100), value: id })),
  );
}
