import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { type ConversationNote, noteLimits } from "../../../conversation/authors-note.ts";
import type { SectionRole } from "../../../generation/request.ts";
import { UserError } from "../../../lib/errors.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";
import { describeNote } from "./show.ts";

/** Writes or changes the author's note of the chat. */
export const setNote: Command = {
  description: "Writes the author's note: an instruction near the end of every prompt",
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: "text",
      description: "What it says; stays as it is when left out",
      max_length: noteLimits.text,
    },
    {
      type: ApplicationCommandOptionType.Integer,
      name: "depth",
      description: "How many turns of the chat follow it; 4 at first",
      min_value: 0,
      max_value: noteLimits.depth,
    },
    {
      type: ApplicationCommandOptionType.Integer,
      name: "interval",
      description: "Every how many messages of people it is there; 1 is always, 0 is never",
      min_value: 0,
      max_value: noteLimits.interval,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: "role",
      description: "In whose voice it stands; the system's at first",
      choices: [
        { name: "system", value: "system" satisfies SectionRole },
        { name: "user", value: "user" satisfies SectionRole },
        { name: "character", value: "assistant" satisfies SectionRole },
      ],
    },
  ],
  run(interaction, { chat, notes }) {
    requireKeeper(interaction, chat);
    const { options } = interaction;
    const changes = {
      text: options.getString("text"),
      depth: options.getInteger("depth"),
      interval: options.getInteger("interval"),
      role: roleOf(options.getString("role")),
    };
    const given = Object.fromEntries(
      Object.entries(changes).filter(([, value]) => value !== null),
    ) as Partial<ConversationNote>;
    if (Object.keys(given).length === 0)
      throw new UserError(
        "note-nothing-given",
        "Say what to set: `text`, `depth`, `interval` or `role`.",
      );
    const note = notes.set(interaction.channelId, given);
    return Promise.resolve({ embeds: [describeNote(note)] });
  },
};

function roleOf(given: string | null): SectionRole | null {
  return given === "system" || given === "user" || given === "assistant" ? given : null;
}
