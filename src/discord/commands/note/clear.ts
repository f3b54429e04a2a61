import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";

/** Takes the author's note away. */
export const clearNote: Command = {
  tier: "host",
  options: [],
  run(interaction, { chat, notes }) {
    requireKeeper(interaction, chat);
    const { note: texts } = textsFor(interaction);
    const wasThere = notes.clear(interaction.channelId);
    return Promise.resolve({
      content: wasThere ? texts.cleared : texts.wasNone,
      ...(wasThere ? { deed: "" } : {}),
    });
  },
};
