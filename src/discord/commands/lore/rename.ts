import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { longestBookName } from "../../../conversation/lore/lore-editor.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";
import { requireBookKeeper } from "./book-keeper.ts";
import { bookOption, completeBook, placeOf, requireBook } from "./book-option.ts";

/** Gives a lorebook another name. */
export const renameLore: Command = {
  options: [
    bookOption,
    {
      type: ApplicationCommandOptionType.String,
      name: "name",
      required: true,
      max_length: longestBookName,
    },
  ],
  complete: (interaction, { lore }) =>
    completeBook(interaction.options.getFocused(), lore.overview(placeOf(interaction)).visible),
  run(interaction, { chat, lore, loreEditor }) {
    requireKeeper(interaction, chat);
    const { visible } = lore.overview(placeOf(interaction));
    const book = requireBook(interaction.options.getString("book", true), visible);
    requireBookKeeper(interaction, book);
    const given = interaction.options.getString("name", true);
    const name = loreEditor.rename(book, given, visible);
    return Promise.resolve({
      content: textsFor(interaction).lore.renamed({ before: book.name, name }),
      deed: `${book.name} → ${name}`,
    });
  },
};
