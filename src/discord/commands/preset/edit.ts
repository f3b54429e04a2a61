import { ComponentType, TextInputStyle } from "discord-api-types/v10";
import { longestPresetName } from "../../../conversation/presets/preset.ts";
import { writePresetLines } from "../../../conversation/presets/preset-lines.ts";
import { UserError } from "../../../lib/errors.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireServerManager } from "../may-manage.ts";
import { completePreset, presetOption, requirePreset } from "./preset-option.ts";
import { samplingEmbed } from "./show.ts";

/** Changes a preset in a form; one that ships becomes the server's own under another name. */
export const editPreset: Command = {
  tier: "server-manager",
  options: [{ ...presetOption, required: false }],
  complete: (interaction, { presets }) =>
    completePreset(interaction.options.getFocused(), presets.list(interaction.guildId)),
  form(interaction, { presets }) {
    requireServerManager(interaction);
    const { form } = textsFor(interaction).preset;
    const { guildId, channelId } = interaction;
    const given = interaction.options.getString("preset");
    const preset = given === null ? null : requirePreset(given, presets.list(guildId));
    const settings = preset?.settings ?? presets.show({ channelId, guildId }, null).sampling;
    const isOwn = preset !== null && preset.guildId !== null;
    return {
      title: form.title,
      argument: isOwn ? preset.id : "",
      components: [
        {
          type: ComponentType.Label,
          label: form.name,
          component: {
            type: ComponentType.TextInput,
            custom_id: "name",
            style: TextInputStyle.Short,
            max_length: longestPresetName,
            ...(isOwn ? { value: preset.name } : {}),
          },
        },
        {
          type: ComponentType.Label,
          label: form.settings,
          description: form.settingsHint,
          component: {
            type: ComponentType.TextInput,
            custom_id: "settings",
            style: TextInputStyle.Paragraph,
            max_length: 4000,
            value: writePresetLines(settings),
          },
        },
      ],
    };
  },
  submit(submission, argument, { presets }) {
    requireServerManager(submission);
    const { channelId, guildId, user, fields } = submission;
    if (channelId === null) throw new UserError("no-channel", "Use this in a channel.");
    const preset = presets.edit({ channelId, guildId }, argument === "" ? null : argument, {
      name: fields.getTextInputValue("name"),
      lines: fields.getTextInputValue("settings"),
      actorId: user.id,
    });
    const { preset: texts } = textsFor(submission);
    const shown = {
      preset,
      origin: "model",
      sampling: presets.wouldBe({ channelId, guildId }, preset),
      ignored: [],
    } as const;
    const embed = samplingEmbed(shown, texts);
    return Promise.resolve({
      content: texts.saved({ preset: preset.name }),
      embeds: [{ ...embed, description: embed.description?.replace(/^.*\n/, "") ?? "" }],
    });
  },
};
