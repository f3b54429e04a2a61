import { UserError } from "../../../lib/errors.ts";
import { openPanel } from "../../settings/open-panel.ts";
import { scopesHere } from "../../settings/panel-place.ts";
import type { Command } from "../command.ts";

/** Shows what holds here, where each value comes from, and the means to change it. */
export const channelSettings: Command = {
  tier: "channel-manager",
  options: [],
  run(interaction, services) {
    const [scope] = scopesHere(interaction, services.settings);
    if (scope === undefined) throw new UserError("no-channel", "Use this in a channel.");
    return Promise.resolve(openPanel({ scope }, interaction, services));
  },
};
