import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { factLimits } from "../../../conversation/memory/memory-desk.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";
import { memberName } from "../member-name.ts";
import { shorten } from "../rank-choices.ts";

/** Has characters keep a fact in mind. */
export const pinMemory: Command = {
  tier: "host",
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: "text",
      required: true,
      max_length: factLimits.text,
    },
    { type: ApplicationCommandOptionType.Boolean, name: "everyone" },
  ],
  run(interaction, { chat, memory }) {
    requireKeeper(interaction, chat);
    const { memory: texts } = textsFor(interaction);
    const everyone = interaction.options.getBoolean("everyone") ?? false;
    const playing = chat.conversationOf(interaction.channelId)?.conversation.characterId ?? null;
    const { text } = memory.pin(interaction.channelId, {
      text: interaction.options.getString("text", true),
      authorId: interaction.user.id,
      authorName: memberName(interaction),
      characterId: everyone ? null : playing,
    });
    return Promise.resolve({ content: shorten(texts.pinned({ text }), 2000), deed: "" });
  },
};
