import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { mostUndone } from "../../../conversation/swipes/turn-desk.ts";
import { personOf } from "../../components/person.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";

/** Takes the newest replies back, with what they answered. */
export const undoChat: Command = {
  tier: "host",
  options: [
    {
      type: ApplicationCommandOptionType.Integer,
      name: "n",
      min_value: 1,
      max_value: mostUndone,
    },
  ],
  async run(interaction, { turns }) {
    const replies = interaction.options.getInteger("n") ?? 1;
    const undone = await turns.undo(interaction.channelId, personOf(interaction), replies);
    return {
      content: textsFor(interaction).turns.undone({ turns: undone }),
      deed: { kind: "replies", count: replies } as const,
    };
  },
};
