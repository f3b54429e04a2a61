import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";
import { requireBookKeeper } from "./book-keeper.ts";
import { bookOption, placeOf, requireBook } from "./book-option.ts";
import { completeBookAndEntry, entryOption } from "./entry-option.ts";

/** Takes an entry out of a lorebook; the book as it was before comes along as a file. */
export const removeLore: Command = {
  options: [bookOption, entryOption],
  complete: completeBookAndEntry,
  run(interaction, { chat, lore, loreEditor }) {
    requireKeeper(interaction, chat);
    const place = placeOf(interaction);
    const { visible } = lore.overview(place);
    const book = requireBook(interaction.options.getString("book", true), visible);
    requireBookKeeper(interaction, book);
    const { fileName, bytes } = lore.export(place, book.id, "original");
    const title = loreEditor.removeEntry(book, interaction.options.getString("entry", true));
    return Promise.resolve({
      content: textsFor(interaction).lore.removed({ entry: title, book: book.name }),
      files: [{ name: fileName, bytes }],
      deed: `${book.name}: ${title}`,
    });
  },
};
