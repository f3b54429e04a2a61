import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { openPanel } from "../../settings/open-panel.ts";
import type { Command } from "../command.ts";
import { requireTier } from "../tier.ts";

/** The same for the server as a whole, or for what the members of one role say. */
export const serverSettings: Command = {
  tier: "server-manager",
  options: [{ type: ApplicationCommandOptionType.Role, name: "role" }],
  run(interaction, services) {
    const { guildId, options } = interaction;
    const role = options.getRole("role");
    // Without a server there is nothing to manage, and the tier says so.
    if (guildId === null) requireTier("server-manager", null);
    const scope =
      role === null
        ? ({ kind: "guild", id: guildId ?? "" } as const)
        : ({ kind: "role", id: role.id } as const);
    return Promise.resolve(openPanel({ scope }, interaction, services));
  },
};
