import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";

/** From now on the bot takes no note of the person, and prompts show nothing of theirs. */
export const optOutOfChats: Command = {
  options: [],
  async run(interaction, { privacy }) {
    const { optedOut, optedOutAlready } = textsFor(interaction).privacy;
    return { content: (await privacy.optOut(interaction.user.id)) ? optedOut : optedOutAlready };
  },
};
