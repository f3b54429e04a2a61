import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { textsFor } from "../texts/texts.ts";
import { requireVoice } from "./chat/require-voice.ts";
import type { Command } from "./command.ts";
import { requireKeeper } from "./may-manage.ts";

/** What Discord takes as the name of a webhook's message. */
const longestName = 80;

/** Tells what happens, under the narrator's name, or says something as somebody without a card. */
export const narrate: Command = {
  tier: "host",
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: "text",
      required: true,
      max_length: 2000,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: "name",
      max_length: longestName,
    },
  ],
  run(interaction, { chat, cast }) {
    requireKeeper(interaction, chat);
    requireVoice(interaction);
    const { channelId, user, options } = interaction;
    cast.narrate(channelId, {
      hostId: user.id,
      text: options.getString("text", true),
      name: options.getString("name"),
    });
    return Promise.resolve({ content: textsFor(interaction).narrate.told, deed: "" });
  },
};
