import { personOf } from "../../components/person.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";

/** The newest reply goes on; where a person spoke last, the character answers. */
export const continueChat: Command = {
  options: [],
  run(interaction, { turns }) {
    turns.goOnIn(interaction.channelId, personOf(interaction));
    return Promise.resolve({ content: textsFor(interaction).turns.onItsWay, deed: "" });
  },
};
