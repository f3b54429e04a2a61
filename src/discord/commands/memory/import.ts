import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";
import { memberName } from "../member-name.ts";

const longestFileBytes = 8 * 1024 * 1024;

/** Takes Memory and Author's Note of another program's file. */
export const importMemory: Command = {
  tier: "host",
  options: [{ type: ApplicationCommandOptionType.Attachment, name: "file", required: true }],
  async run(interaction, { chat, memory, download }) {
    requireKeeper(interaction, chat);
    const { memory: texts } = textsFor(interaction);
    const file = await download(interaction.options.getAttachment("file", true), longestFileBytes);
    const { fileName: name, bytes } = file;
    const imported = memory.import(
      interaction.channelId,
      { name, bytes },
      {
        authorId: interaction.user.id,
        authorName: memberName(interaction),
        characterId: null,
      },
    );
    return { content: texts.imported(imported), deed: name };
  },
};
