import { ApplicationCommandOptionType } from "discord-api-types/v10";
import {
  type TranscriptFormat,
  transcriptFormats,
} from "../../../conversation/transcripts/transcript-service.ts";
import { UserError } from "../../../lib/errors.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";

const mebibyte = 1024 * 1024;

/** Hands the whole chat out as a file. */
export const exportChat: Command = {
  tier: "host",
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: "format",
      choices: transcriptFormats,
    },
  ],
  run(interaction, { chat, transcripts }) {
    requireKeeper(interaction, chat);
    const format = formatOf(interaction.options.getString("format"));
    const { chat: texts } = textsFor(interaction);
    const { fileName, bytes, turns } = transcripts.export(
      interaction.channelId,
      format,
      texts.exportWords,
    );
    requireRoom(bytes.length, interaction.attachmentSizeLimit);
    return Promise.resolve({
      content: texts.exported({ turns }),
      files: [{ name: fileName, bytes }],
    });
  },
};

function formatOf(given: string | null): TranscriptFormat {
  return transcriptFormats.find((format) => format === given) ?? "txt";
}

function requireRoom(size: number, limit: number): void {
  if (size <= limit) return;
  const mebibytes = Math.ceil(size / mebibyte);
  const most = Math.floor(limit / mebibyte);
  throw new UserError(
    "chat-too-large-to-send",
    `The chat has ${mebibytes} MiB in this format, and Discord takes ${most} here. As text it is smaller.`,
    { values: { mebibytes, limit: most } },
  );
}
