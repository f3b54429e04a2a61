import type { APIEmbed } from "discord-api-types/v10";
import type { ConversationNote } from "../../../conversation/authors-note.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";
import { shorten } from "../rank-choices.ts";

/** Shows the author's note of the chat. */
export const showNote: Command = {
  description: "Shows the author's note of this chat",
  options: [],
  run(interaction, { chat, notes }) {
    requireKeeper(interaction, chat);
    const note = notes.show(interaction.channelId);
    return Promise.resolve(
      note === undefined
        ? { content: "This chat has no author's note. `/note set` writes one." }
        : { embeds: [describeNote(note)] },
    );
  },
};

export function describeNote({ text, depth, interval, role }: ConversationNote): APIEmbed {
  return {
    title: "Author's note",
    description: shorten(text, 4096),
    fields: [
      {
        name: "Depth",
        value:
          depth === 0
            ? "after the last turn"
            : depth === 1
              ? "1 turn follows"
              : `${depth} turns follow`,
      },
      { name: "How often", value: frequency(interval) },
      { name: "Voice", value: role === "assistant" ? "the character's" : `the ${role}'s` },
    ].map((field) => ({ ...field, inline: true })),
  };
}

function frequency(interval: number): string {
  if (interval === 0) return "never";
  return interval === 1 ? "in every prompt" : `after every ${interval} messages of people`;
}
