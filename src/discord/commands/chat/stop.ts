import type { Command } from "../command.ts";
import { requireHost } from "../may-manage.ts";

/** The character falls silent; a later start goes on with the same memory. */
export const stopChat: Command = {
  description: "Ends the chat in this channel",
  options: [],
  async run(interaction, { chat }) {
    requireHost(interaction, chat);
    await chat.stop(interaction.channelId);
    return { content: "The chat is over. `/chat start` goes on with it." };
  },
};
