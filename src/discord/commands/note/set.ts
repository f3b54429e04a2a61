import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { type ConversationNote, noteLimits } from "../../../conversation/authors-note.ts";
import type { SectionRole } from "../../../generation/request.ts";
import { UserError } from "../../../lib/errors.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";
import { describeNote } from "./show.ts";

/** Writes or changes the author's note of the chat. */
export const setNote: Command = {
  tier: "host",
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: "text",
      max_length: noteLimits.text,
    },
    {
      type: ApplicationCommandOptionType.Integer,
      name: "depth",
      min_value: 0,
      max_value: noteLimits.depth,
    },
    {
      type: ApplicationCommandOptionType.Integer,
      name: "interval",
      min_value: 0,
      max_value: noteLimits.interval,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: "role",
      choices: ["system", "user", "assistant"] satisfies SectionRole[],
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
    const note = notes.set(interaction.channelId, given, interaction.user.id);
    return Promise.resolve({
      embeds: [describeNote(note, textsFor(interaction))],
      deed: Object.keys(given).join(", "),
    });
  },
};

function roleOf(given: string | null): SectionRole | null {
  return given === "system" || given === "user" || given === "assistant" ? given : null;
}
