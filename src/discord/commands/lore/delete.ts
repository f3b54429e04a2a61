import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";
import { requireBookKeeper } from "./book-keeper.ts";
import { bookOption, completeBook, placeOf, requireBook } from "./book-option.ts";

/** Takes a lorebook away for good. It comes along as a file, so that whoever used this by mistake can import it. */
export const deleteLore: Command = {
  options: [bookOption],
  complete: (interaction, { lore }) =>
    completeBook(interaction.options.getFocused(), lore.overview(placeOf(interaction)).visible),
  run(interaction, { chat, lore, loreEditor }) {
    requireKeeper(interaction, chat);
    const place = placeOf(interaction);
    const { visible } = lore.overview(place);
    const book = requireBook(interaction.options.getString("book", true), visible);
    requireBookKeeper(interaction, book);
    const { fileName, bytes } = lore.export(place, book.id, "original");
    loreEditor.remove(book);
    return Promise.resolve({
      content: textsFor(interaction).lore.deleted({ book: book.name }),
      files: [{ name: fileName, bytes }],
      deed: book.name,
    });
  },
};
