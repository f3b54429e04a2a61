import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";

/** Has everything summed up that no summary stands for. */
export const summarizeMemory: Command = {
  tier: "host",
  options: [],
  async run(interaction, { chat, memory }) {
    requireKeeper(interaction, chat);
    const { memory: texts } = textsFor(interaction);
    const count = await memory.summarize(interaction.channelId);
    return count === 0
      ? { content: texts.nothingToSummarize }
      : { content: texts.summarized({ count }), deed: "" };
  },
};
