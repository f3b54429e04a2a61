import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { textsFor } from "../texts/texts.ts";
import type { Command } from "./command.ts";
import { requireKeeper } from "./may-manage.ts";

/** Tells what happens, under the narrator's name. */
export const narrate: Command = {
  tier: "host",
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: "text",
      required: true,
      max_length: 2000,
    },
  ],
  run(interaction, { chat, cast }) {
    requireKeeper(interaction, chat);
    const { channelId, user, options } = interaction;
    cast.narrate(channelId, user.id, options.getString("text", true));
    return Promise.resolve({ content: textsFor(interaction).narrate.told, deed: "" });
  },
};
