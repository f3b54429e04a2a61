import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { UserError } from "../../../lib/errors.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";

/** Notes that a report has been dealt with. */
export const closeReport: Command = {
  tier: "server-manager",
  forOperators: true,
  options: [
    { type: ApplicationCommandOptionType.Integer, name: "report", required: true, min_value: 1 },
  ],
  run(interaction, { reports }) {
    const { guildId } = interaction;
    const number = interaction.options.getInteger("report", true);
    if (!reports.close(guildId, number, interaction.user.id))
      throw new UserError("no-such-report", `There is no open report #${number} here.`, {
        values: { number },
      });
    return Promise.resolve({
      content: textsFor(interaction).audit.closed({ number }),
      deed: `#${number}`,
    });
  },
};
