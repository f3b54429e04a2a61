import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireServer } from "../persona/persona-option.ts";
import { shorten } from "../rank-choices.ts";
import { shownEntry } from "./shown-entry.ts";

/** Discord's limit for an embed's description. */
const longestDescription = 4096;
const shownEntries = 25;

/** What was changed in this server lately, and by whom. */
export const auditLog: Command = {
  tier: "server-manager",
  options: [],
  run(interaction, { audit, library }) {
    const guildId = requireServer(interaction.guildId);
    const texts = textsFor(interaction);
    const reader = { texts, characterName: (id: string) => library.get(id)?.name };
    const lines = audit
      .newest({ guildId, limit: shownEntries })
      .map((entry) => shownEntry(entry, reader));
    const description = lines.length === 0 ? texts.audit.nothing : lines.join("\n");
    return Promise.resolve({
      embeds: [{ title: texts.audit.title, description: shorten(description, longestDescription) }],
    });
  },
};
