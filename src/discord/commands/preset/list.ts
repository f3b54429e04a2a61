import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { shorten } from "../rank-choices.ts";

/** The presets that may be chosen here. */
export const listPresets: Command = {
  options: [],
  run(interaction, { presets }) {
    const { preset: texts } = textsFor(interaction);
    const { channelId, guildId } = interaction;
    const current = presets.show({ channelId, guildId }, null).preset?.id;
    const lines = presets
      .list(guildId)
      .map(({ id, name, guildId: owner }) =>
        [id === current ? "◉" : "○", name, owner === null ? texts.ships : ""].join(" ").trim(),
      );
    return Promise.resolve({
      embeds: [{ title: texts.listTitle, description: shorten(lines.join("\n"), 4000) }],
    });
  },
};
