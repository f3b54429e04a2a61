import type { Command } from "../command.ts";
import { requireHost } from "../may-manage.ts";

/** Starts afresh. Nothing is deleted, so nobody is asked twice. */
export const resetChat: Command = {
  description: "Starts afresh: the character forgets what was said here",
  options: [],
  async run(interaction, { chat }) {
    requireHost(interaction, chat);
    const { hiddenTurns } = await chat.reset(interaction.channelId);
    return {
      content:
        hiddenTurns === 0
          ? "There was nothing to forget."
          : `Starting afresh: ${hiddenTurns} ${hiddenTurns === 1 ? "turn" : "turns"} left the character's memory.`,
    };
  },
};
