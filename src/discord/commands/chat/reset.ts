import { button, rowOf } from "../../components/button.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireHost } from "../may-manage.ts";

/** Starts afresh. Nothing is deleted, so nobody is asked twice: a button takes it back. */
export const resetChat: Command = {
  tier: "host",
  options: [],
  async run(interaction, { chat }) {
    requireHost(interaction, chat);
    const { chat: texts, turns } = textsFor(interaction);
    const { hiddenTurns } = await chat.reset(interaction.channelId);
    if (hiddenTurns === 0) return { content: texts.nothingToForget };
    const id = { action: "unreset", subject: interaction.channelId, revision: 0 };
    return {
      content: texts.wasReset({ turns: hiddenTurns }),
      deed: `${hiddenTurns} messages`,
      rows: [rowOf(button(id, { emoji: "↩️", label: turns.undoReset }))],
    };
  },
};
