import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";
import { bookOption, completeBook, placeOf, requireBook } from "./book-option.ts";

/** Lets a lorebook take part in the channel's chat. */
export const attachLore: Command = {
  tier: "host",
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
    const { attached, attachedAlready } = textsFor(interaction).lore;
    const isNew = lore.attach(place, book.id);
    return Promise.resolve({
      content: (isNew ? attached : attachedAlready)({ book: book.name }),
      ...(isNew ? { deed: book.name } : {}),
    });
  },
};
