import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";
import { bookOption, completeBook, placeOf, requireBook } from "./book-option.ts";

/** Lets a lorebook take part in the channel's chat. */
export const attachLore: Command = {
  description: "Lets a lorebook take part in this chat",
  options: [bookOption],
  complete(interaction, { lore }) {
    const { visible, attachedIds } = lore.overview(placeOf(interaction));
    const others = visible.filter(({ id }) => !attachedIds.has(id));
    return completeBook(interaction.options.getFocused(), others);
  },
  run(interaction, { chat, lore }) {
    requireKeeper(interaction, chat);
    const place = placeOf(interaction);
    const book = requireBook(
      interaction.options.getString("book", true),
      lore.overview(place).visible,
    );
    const isNew = lore.attach(place, book.id);
    return Promise.resolve({
      content: isNew
        ? `**${book.name}** takes part in this chat from the next reply on.`
        : `**${book.name}** takes part already.`,
    });
  },
};
