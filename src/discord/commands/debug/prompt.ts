import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";
import { messageIdOf, messageOption } from "./message-option.ts";
import { promptEmbed } from "./prompt-embed.ts";
import { promptText } from "./prompt-text.ts";

/** Shows the prompt of a reply as it was. */
export const debugPrompt: Command = {
  tier: "host",
  options: [messageOption],
  run(interaction, { chat, prompts }) {
    requireKeeper(interaction, chat);
    const given = interaction.options.getString("message");
    const shown = prompts.promptOf(
      interaction.channelId,
      given === null ? null : messageIdOf(given),
    );
    return Promise.resolve({
      embeds: [promptEmbed(shown, textsFor(interaction))],
      files: [{ name: "prompt.txt", bytes: Buffer.from(promptText(shown, interaction)) }],
    });
  },
};
