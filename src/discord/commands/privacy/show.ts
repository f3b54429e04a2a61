import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";

/** What the bot keeps of the person. */
export const showPrivacy: Command = {
  options: [],
  run: (interaction, { privacy }) =>
    Promise.resolve({
      content: textsFor(interaction).privacy.overview(privacy.show(interaction.user.id)),
    }),
};
