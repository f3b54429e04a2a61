import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";

/** Far above any preset. */
const longestFileBytes = 256 * 1024;

/** Takes a text-completion preset of SillyTavern from an attached file. */
export const importPreset: Command = {
  tier: "server-manager",
  options: [{ type: ApplicationCommandOptionType.Attachment, name: "file", required: true }],
  async run(interaction, { presets, download }) {
    const { preset: texts } = textsFor(interaction);
    const file = await download(interaction.options.getAttachment("file", true), longestFileBytes);
    const { channelId, guildId, user } = interaction;
    const imported = presets.import(
      { channelId, guildId },
      {
        name: file.fileName,
        bytes: file.bytes,
        actorId: user.id,
      },
    );
    const { preset, unknown, replaced } = imported;
    const lines = [
      replaced ? texts.replaced({ preset: preset.name }) : texts.imported({ preset: preset.name }),
    ];
    if (unknown.length > 0) lines.push(`-# ⚠ ${texts.unknown({ settings: unknown.join(", ") })}`);
    return { content: lines.join("\n") };
  },
};
