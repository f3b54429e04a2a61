import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { textsFor } from "../../texts/texts.ts";
import { characterOption, completeCharacter, requireCharacter } from "../character-option.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";
import { memberName } from "../member-name.ts";
import { requireVoice } from "./require-voice.ts";

/** Years of chatting; what is larger would stand still for too long while it is stored. */
const longestFileBytes = 16 * 1024 * 1024;

/** Goes on with a chat that SillyTavern saved, or that was exported here. */
export const importChat: Command = {
  tier: "host",
  options: [
    { type: ApplicationCommandOptionType.Attachment, name: "file", required: true },
    { ...characterOption, required: false },
  ],
  complete: (interaction, { library }) =>
    completeCharacter(interaction.options.getFocused(), library, interaction),
  async run(interaction, { chat, library, transcripts, download }) {
    requireKeeper(interaction, chat);
    requireVoice(interaction);
    const given = interaction.options.getString("character");
    const characterId = given === null ? null : requireCharacter(given, library).id;
    const file = await download(interaction.options.getAttachment("file", true), longestFileBytes);
    const imported = await transcripts.import({
      ...file,
      channelId: interaction.channelId,
      guildId: interaction.guildId,
      characterId,
      userId: interaction.user.id,
      userName: memberName(interaction),
      sinceId: interaction.id,
    });
    const { chat: texts } = textsFor(interaction);
    const { characterName: character, turns, swipes, leftOut, joined, shown } = imported;
    const lines = [texts.imported({ character, turns, swipes })];
    if (joined.length > 0) lines.push(texts.importJoined({ characters: joined }));
    if (shown !== undefined) lines.push(texts.importShown);
    if (leftOut > 0) lines.push(`-# ⚠ ${texts.importLeftOut({ lines: leftOut })}`);
    return {
      content: lines.join("\n"),
      deed: { kind: "messages", count: turns, character } as const,
    };
  },
};
