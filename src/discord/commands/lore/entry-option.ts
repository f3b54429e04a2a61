import type { AutocompleteInteraction } from "discord.js";
import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { CommandServices } from "../command.ts";
import type { CommandOption } from "../command-option.ts";
import { type Choice, rankChoices } from "../rank-choices.ts";
import { completeBook, placeOf, requireBook } from "./book-option.ts";

/** The option by which a command is told an entry of the lorebook in the option before it. */
export const entryOption: CommandOption = {
  type: ApplicationCommandOptionType.String,
  name: "entry",
  required: true,
  autocomplete: true,
};

/** Suggests books, or the entries of the one that was chosen. */
export function completeBookAndEntry(
  interaction: AutocompleteInteraction,
  { lore, loreEditor }: CommandServices,
): readonly Choice[] {
  const { name, value } = interaction.options.getFocused(true);
  const { visible } = lore.overview(placeOf(interaction));
  if (name === "book") return completeBook(value, visible);
  const book = requireBook(interaction.options.getString("book") ?? "", visible);
  return rankChoices(
    value,
    loreEditor.entries(book).map(({ key, title }) => ({ name: title || key, value: key })),
  );
}
