import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireServer } from "../persona/persona-option.ts";
import { shorten } from "../rank-choices.ts";
import { shownDetail } from "./shown-detail.ts";

/** Discord's limit for an embed's description. */
const longestDescription = 4096;
const shownEntries = 25;

/** What was changed in this server lately, and by whom. */
export const auditLog: Command = {
  tier: "server-manager",
  options: [],
  run(interaction, { audit }) {
    const guildId = requireServer(interaction.guildId);
    const texts = textsFor(interaction).audit;
    const lines = audit
      .newest({ guildId, limit: shownEntries })
      .map(
        ({ at, actorId, action, detail }) =>
          `<t:${Math.floor(at / 1000)}:R> <@${actorId}> \`/${action.replaceAll(".", " ")}\` ${shownDetail(detail)}`,
      );
    const description = lines.length === 0 ? texts.nothing : lines.join("\n");
    return Promise.resolve({
      embeds: [{ title: texts.title, description: shorten(description, longestDescription) }],
    });
  },
};
