import { personOf } from "../../components/person.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireVoice } from "./require-voice.ts";

/** The newest reply goes on; where a person spoke last, the character answers. */
export const continueChat: Command = {
  options: [],
  run(interaction, { turns }) {
    requireVoice(interaction);
    const deed = turns.goOnIn(interaction.channelId, personOf(interaction));
    const answer = { content: textsFor(interaction).turns.onItsWay, deed: "" };
    return Promise.resolve(deed.kind === "done" ? { ...answer, announces: deed.turnId } : answer);
  },
};
