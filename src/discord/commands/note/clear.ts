import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";

/** Takes the author's note away. */
export const clearNote: Command = {
  description: "Takes the author's note of this chat away",
  options: [],
  run(interaction, { chat, notes }) {
    requireKeeper(interaction, chat);
    const wasThere = notes.clear(interaction.channelId);
    return Promise.resolve({
      content: wasThere
        ? "The author's note is gone from the next reply on."
        : "This chat has no author's note.",
    });
  },
};
