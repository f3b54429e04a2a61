import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { completePreset, presetOption, requirePreset } from "./preset-option.ts";

/** Deletes one of the server's presets; wherever it was chosen, the wider choice holds again. */
export const deletePreset: Command = {
  tier: "server-manager",
  options: [presetOption],
  complete: (interaction, { presets }) =>
    completePreset(
      interaction.options.getFocused(),
      presets.list(interaction.guildId).filter(({ guildId }) => guildId !== null),
    ),
  run(interaction, { presets }) {
    const { channelId, guildId, user } = interaction;
    const given = interaction.options.getString("preset", true);
    const { id } = requirePreset(given, presets.list(guildId));
    const { name } = presets.delete({ channelId, guildId }, id, user.id);
    return Promise.resolve({ content: textsFor(interaction).preset.deleted({ preset: name }) });
  },
};
