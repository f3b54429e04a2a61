import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { Command } from "../command.ts";
import { requireServerManager } from "../may-manage.ts";
import { memberName } from "../member-name.ts";
import { shorten } from "../rank-choices.ts";
import { characterEmbed } from "./info.ts";

/** What Discord lets most people upload, and room for large pictures. */
const longestFileBytes = 32 * 1024 * 1024;
const shownWarnings = 8;

/** Puts a card into the folder of characters. */
export const importCharacter: Command = {
  description: "Brings a character in from its card: PNG, JSON, YAML, CHARX, WebP or JPEG",
  options: [
    {
      type: ApplicationCommandOptionType.Attachment,
      name: "card",
      description: "The character card",
      required: true,
    },
    {
      type: ApplicationCommandOptionType.Boolean,
      name: "replace",
      description: "Put it in the place of the card of the same character",
    },
  ],
  async run(interaction, { cards, download }) {
    requireServerManager(interaction, "bring characters in");
    const upload = await download(
      interaction.options.getAttachment("card", true),
      longestFileBytes,
    );
    const replace = interaction.options.getBoolean("replace") ?? false;
    const { character, warnings, replaced } = await cards.import(upload, { replace });
    const lines = [
      replaced
        ? `**${character.name}** is here, in the place of the card before.`
        : `**${character.name}** is here. \`/chat start\` brings them into a channel.`,
      ...warnings.slice(0, shownWarnings).map((warning) => `-# ⚠ ${warning}`),
    ];
    return {
      content: shorten(lines.join("\n"), 2000),
      embeds: [characterEmbed(character, memberName(interaction))],
    };
  },
};
