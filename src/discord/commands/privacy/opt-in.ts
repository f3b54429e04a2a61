import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";

/** Takes an opt-out back. */
export const optInToChats: Command = {
  options: [],
  run(interaction, { privacy }) {
    const { optedIn, optedInAlready } = textsFor(interaction).privacy;
    return Promise.resolve({
      content: privacy.optIn(interaction.user.id) ? optedIn : optedInAlready,
    });
  },
};
