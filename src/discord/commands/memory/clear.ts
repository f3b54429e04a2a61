import type { ShownMemory } from "../../../conversation/memory/memory-desk.ts";
import { textsFor } from "../../texts/texts.ts";
import type { AnswerFile, Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";

/** Takes all facts and summaries of a chat away, and hands them over as a file. */
export const clearMemory: Command = {
  tier: "host",
  options: [],
  run(interaction, { chat, memory }) {
    requireKeeper(interaction, chat);
    const { memory: texts } = textsFor(interaction);
    const before = memory.show(interaction.channelId);
    const cleared = texts.cleared(memory.clear(interaction.channelId));
    if (before.facts.length + before.summaries.length === 0)
      return Promise.resolve({ content: cleared, deed: "" });
    return Promise.resolve({
      content: `${cleared}\n${texts.clearedFile}`,
      files: [keepsake(before)],
      deed: "",
    });
  },
};

/** Facts as KoboldAI's Memory, which `/memory import` takes; summaries beside them, to be read. */
function keepsake({ facts, summaries }: ShownMemory): AnswerFile {
  const kept = {
    memory: facts.map(({ text }) => text).join("\n\n"),
    summaries: summaries.map(({ text }) => text),
  };
  return { name: "memory.json", bytes: Buffer.from(`${JSON.stringify(kept, null, 2)}\n`) };
}
