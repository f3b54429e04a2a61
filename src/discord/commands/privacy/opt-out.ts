import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";

/** From now on the bot takes no note of the person, and prompts show nothing of theirs. */
export const optOutOfChats: Command = {
  options: [],
  run(interaction, { privacy }) {
    const { optedOut, optedOutAlready } = textsFor(interaction).privacy;
    return Promise.resolve({
      content: privacy.optOut(interaction.user.id) ? optedOut : optedOutAlready,
    });
  },
};
