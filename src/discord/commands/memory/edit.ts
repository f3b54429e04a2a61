import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { factLimits } from "../../../conversation/memory/memory-desk.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";
import { shorten } from "../rank-choices.ts";
import { factOption, suggestFacts } from "./fact-option.ts";

/** Changes a pinned fact. */
export const editMemory: Command = {
  tier: "host",
  options: [
    factOption,
    {
      type: ApplicationCommandOptionType.String,
      name: "text",
      required: true,
      max_length: factLimits.text,
    },
  ],
  complete: suggestFacts,
  run(interaction, { chat, memory }) {
    requireKeeper(interaction, chat);
    const { memory: texts } = textsFor(interaction);
    const { options, channelId } = interaction;
    const { text } = memory.edit(
      channelId,
      options.getString("fact", true),
      options.getString("text", true),
    );
    return Promise.resolve({ content: shorten(texts.edited({ text }), 2000), deed: "" });
  },
};
