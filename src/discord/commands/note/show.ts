import type { APIEmbed } from "discord-api-types/v10";
import type { ConversationNote } from "../../../conversation/authors-note.ts";
import type { Texts } from "../../texts/en/english.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";
import { shorten } from "../rank-choices.ts";

/** Shows the author's note of the chat. */
export const showNote: Command = {
  tier: "host",
  options: [],
  run(interaction, { chat, notes }) {
    requireKeeper(interaction, chat);
    const texts = textsFor(interaction);
    const note = notes.show(interaction.channelId);
    return Promise.resolve(
      note === undefined ? { content: texts.note.none } : { embeds: [describeNote(note, texts)] },
    );
  },
};

export function describeNote(
  { text, depth, interval, role }: ConversationNote,
  { note: texts }: Pick<Texts, "note">,
): APIEmbed {
  return {
    title: texts.title,
    description: shorten(text, 4096),
    fields: [
      { name: texts.depth, value: texts.depthOf({ turns: depth }) },
      { name: texts.frequency, value: texts.frequencyOf({ interval }) },
      { name: texts.voice, value: texts.voices[role] },
    ].map((field) => ({ ...field, inline: true })),
  };
}
