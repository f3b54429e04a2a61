import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";
import { shorten } from "../rank-choices.ts";

/** Finds what was said. */
export const searchMemory: Command = {
  tier: "host",
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: "text",
      required: true,
      max_length: 300,
    },
  ],
  run(interaction, { chat, memory }) {
    requireKeeper(interaction, chat);
    const { memory: texts } = textsFor(interaction);
    const found = memory.search(
      interaction.channelId,
      interaction.options.getString("text", true),
      interaction.createdTimestamp,
    );
    const lines = found.map(
      ({ speakerName, at, text }) =>
        `- <t:${Math.floor(at / 1000)}:d> **${speakerName}**: ${shorten(text.replaceAll(/\s+/g, " "), 180)}`,
    );
    return Promise.resolve({ content: shorten(lines.join("\n") || texts.nothingFound, 2000) });
  },
};
