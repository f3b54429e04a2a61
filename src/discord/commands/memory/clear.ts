import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";

/** Takes all facts and summaries of a chat away. */
export const clearMemory: Command = {
  tier: "host",
  options: [],
  run(interaction, { chat, memory }) {
    requireKeeper(interaction, chat);
    const { memory: texts } = textsFor(interaction);
    return Promise.resolve({
      content: texts.cleared(memory.clear(interaction.channelId)),
      deed: "",
    });
  },
};
