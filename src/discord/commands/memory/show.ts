import type { APIEmbed } from "discord-api-types/v10";
import type { ShownMemory } from "../../../conversation/memory/memory-desk.ts";
import type { Texts } from "../../texts/en/english.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";
import { shorten } from "../rank-choices.ts";

/** Shows what is remembered in a chat. */
export const showMemory: Command = {
  tier: "host",
  options: [],
  run(interaction, { chat, memory }) {
    requireKeeper(interaction, chat);
    const shown = memory.show(interaction.channelId);
    return Promise.resolve({ embeds: [describeMemory(shown, textsFor(interaction))] });
  },
};

function describeMemory(
  { facts, summaries, turns, shared }: ShownMemory,
  { memory: texts }: Pick<Texts, "memory">,
): APIEmbed {
  const factLines = facts.map(
    ({ text, authorName }) => `- ${shorten(text, 200)} (${texts.by({ name: authorName })})`,
  );
  const summaryLines = summaries.map(
    ({ text, firstPosition: first, lastPosition: last }) =>
      `- ${texts.turns({ first, last })}: ${shorten(text, 200)}`,
  );
  return {
    title: texts.title,
    description: `${texts.taken({ count: turns })} ${shared ? texts.shares : texts.keepsToItself}`,
    fields: [
      { name: texts.facts, value: shorten(factLines.join("\n") || texts.noFacts, 1024) },
      { name: texts.summaries, value: shorten(summaryLines.join("\n") || texts.noSummaries, 1024) },
    ],
  };
}
