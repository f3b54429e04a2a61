import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { LoreExportFormat, LoreOverview } from "../../../conversation/lore/lore-service.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";
import { bookOption, completeBook, type NamedBook, placeOf, requireBook } from "./book-option.ts";

/** Hands a lorebook out as a file. */
export const exportLore: Command = {
  tier: "host",
  options: [
    bookOption,
    {
      type: ApplicationCommandOptionType.String,
      name: "format",
      choices: ["original", "sillytavern", "v3"] satisfies LoreExportFormat[],
    },
  ],
  complete: (interaction, { lore }) =>
    completeBook(interaction.options.getFocused(), allBooks(lore.overview(placeOf(interaction)))),
  run(interaction, { chat, lore }) {
    requireKeeper(interaction, chat);
    const place = placeOf(interaction);
    const given = interaction.options.getString("book", true);
    const book = requireBook(given, allBooks(lore.overview(place)));
    const wanted = interaction.options.getString("format");
    const format = wanted === "sillytavern" || wanted === "v3" ? wanted : "original";
    const { fileName, bytes } = lore.export(place, book.id, format);
    return Promise.resolve({
      content: textsFor(interaction).lore.exported({ book: book.name }),
      files: [{ name: fileName, bytes }],
    });
  },
};

/** The one in the card too. */
function allBooks({ visible, ownBook }: LoreOverview): readonly NamedBook[] {
  return ownBook === null ? visible : [ownBook, ...visible];
}
