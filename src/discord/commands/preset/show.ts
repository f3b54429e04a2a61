import type { APIEmbed } from "discord-api-types/v10";
import { writePresetLines } from "../../../conversation/presets/preset-lines.ts";
import type { ShownSampling } from "../../../conversation/presets/preset-service.ts";
import type { Texts } from "../../texts/en/english.ts";
import { textsFor } from "../../texts/texts.ts";
import { characterOption, completeCharacter, requireCharacter } from "../character-option.ts";
import type { Command } from "../command.ts";

/** What replies here are sampled with, and who chose it. */
export const showPreset: Command = {
  options: [{ ...characterOption, required: false }],
  complete: (interaction, { library }) =>
    completeCharacter(interaction.options.getFocused(), library, interaction),
  run(interaction, { presets, library }) {
    const given = interaction.options.getString("character");
    const characterId = given === null ? null : requireCharacter(given, library).id;
    const { channelId, guildId } = interaction;
    const shown = presets.show({ channelId, guildId }, characterId);
    return Promise.resolve({ embeds: [samplingEmbed(shown, textsFor(interaction).preset)] });
  },
};

export function samplingEmbed(
  { preset, origin, sampling, ignored }: ShownSampling,
  texts: Texts["preset"],
): APIEmbed {
  const left =
    ignored.length === 0
      ? []
      : [{ name: texts.ignored, value: texts.ignoredOf({ settings: ignored.join(", ") }) }];
  return {
    title: preset?.name ?? texts.noPreset,
    description: `${texts.origins[origin]}\n\`\`\`\n${writePresetLines(sampling)}\n\`\`\``,
    fields: left,
  };
}
