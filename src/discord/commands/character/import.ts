import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { saidRemark } from "../../texts/remark-text.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { memberName } from "../member-name.ts";
import { shorten } from "../rank-choices.ts";
import { characterEmbed } from "./info.ts";

/** What Discord lets most people upload, and room for large pictures. */
const longestFileBytes = 32 * 1024 * 1024;
const shownWarnings = 8;

/** Puts a card into the folder of characters. */
export const importCharacter: Command = {
  tier: "manager",
  options: [
    {
      type: ApplicationCommandOptionType.Attachment,
      name: "card",
      required: true,
    },
    {
      type: ApplicationCommandOptionType.Boolean,
      name: "replace",
    },
  ],
  async run(interaction, { cards, download }) {
    const upload = await download(
      interaction.options.getAttachment("card", true),
      longestFileBytes,
    );
    const replace = interaction.options.getBoolean("replace") ?? false;
    const { character, warnings, replaced } = await cards.import(upload, { replace });
    const texts = textsFor(interaction);
    const { name } = character;
    const lines = [
      replaced
        ? texts.character.replaced({ character: name })
        : texts.character.imported({ character: name }),
      ...warnings
        .slice(0, shownWarnings)
        .map((warning) => `-# ⚠ ${saidRemark(warning, interaction)}`),
    ];
    return {
      content: shorten(lines.join("\n"), 2000),
      embeds: [characterEmbed(character, memberName(interaction), texts)],
      deed: name,
    };
  },
};
