import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireHost } from "../may-manage.ts";

/** Starts afresh. Nothing is deleted, so nobody is asked twice. */
export const resetChat: Command = {
  tier: "host",
  options: [],
  async run(interaction, { chat }) {
    requireHost(interaction, chat);
    const { chat: texts } = textsFor(interaction);
    const { hiddenTurns } = await chat.reset(interaction.channelId);
    return {
      content: hiddenTurns === 0 ? texts.nothingToForget : texts.wasReset({ turns: hiddenTurns }),
    };
  },
};
