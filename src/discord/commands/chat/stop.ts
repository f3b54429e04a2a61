import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireHost } from "../may-manage.ts";

/** The character falls silent; a later start goes on with the same memory. */
export const stopChat: Command = {
  tier: "host",
  options: [],
  async run(interaction, { chat }) {
    requireHost(interaction, chat);
    await chat.stop(interaction.channelId);
    return { content: textsFor(interaction).chat.stopped, deed: "" };
  },
};
