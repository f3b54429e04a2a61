import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { UserError } from "../../../lib/errors.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";
import { promptEmbed } from "./prompt-embed.ts";
import { promptText } from "./prompt-text.ts";

/** Shows the prompt of a reply as it was. */
export const debugPrompt: Command = {
  tier: "host",
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: "message",
      max_length: 200,
    },
  ],
  run(interaction, { chat, prompts }) {
    requireKeeper(interaction, chat);
    const given = interaction.options.getString("message");
    const shown = prompts.promptOf(
      interaction.channelId,
      given === null ? null : messageIdOf(given),
    );
    return Promise.resolve({
      embeds: [promptEmbed(shown, textsFor(interaction))],
      files: [{ name: "prompt.txt", bytes: Buffer.from(promptText(shown)) }],
    });
  },
};

/** @throws UserError `not-a-message`. */
function messageIdOf(given: string): string {
  const id = /(?:^|\/|-)(\d{15,21})\s*$/.exec(given.trim())?.[1];
  if (id === undefined)
    throw new UserError(
      "not-a-message",
      "This is no link of a message. Take one with a right click on the reply, Copy Message Link.",
    );
  return id;
}
