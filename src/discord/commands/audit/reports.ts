import type { Report } from "../../../conversation/privacy/report-store.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { shorten } from "../rank-choices.ts";

/** Discord's limit for an embed's description. */
const longestDescription = 4096;
const shownReports = 10;

/** What people reported in this server, or to the bot directly, and nobody has dealt with. */
export const openReports: Command = {
  tier: "server-manager",
  forOperators: true,
  options: [],
  run(interaction, { reports }) {
    const { guildId } = interaction;
    const texts = textsFor(interaction).audit;
    const lines = reports.open(guildId, shownReports).map(describe);
    const description = lines.length === 0 ? texts.noReports : lines.join("\n\n");
    return Promise.resolve({
      embeds: [{ title: texts.reports, description: shorten(description, longestDescription) }],
    });
  },
};

function describe({ number, at, guildId, channelId, messageId, reporterId, reason }: Report) {
  const where =
    messageId === null
      ? `<#${channelId}>`
      : `https://discord.com/channels/${guildId ?? "@me"}/${channelId}/${messageId}`;
  return `**#${number}** <t:${Math.floor(at / 1000)}:f> <@${reporterId}> ${where}\n${reason}`;
}
