import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";
import { bookOption, completeBook, placeOf, requireBook } from "./book-option.ts";

/** Takes a lorebook out of the channel's chat; it stays there to be attached again. */
export const detachLore: Command = {
  tier: "host",
  options: [bookOption],
  complete(interaction, { lore }) {
    const { visible, attachedIds } = lore.overview(placeOf(interaction));
    const attached = visible.filter(({ id }) => attachedIds.has(id));
    return completeBook(interaction.options.getFocused(), attached);
  },
  run(interaction, { chat, lore }) {
    requireKeeper(interaction, chat);
    const place = placeOf(interaction);
    const book = requireBook(
      interaction.options.getString("book", true),
      lore.overview(place).visible,
    );
    const { detached, wasNotAttached } = textsFor(interaction).lore;
    const wasThere = lore.detach(place, book.id);
    return Promise.resolve({
      content: (wasThere ? detached : wasNotAttached)({ book: book.name }),
      ...(wasThere ? { deed: book.name } : {}),
    });
  },
};
