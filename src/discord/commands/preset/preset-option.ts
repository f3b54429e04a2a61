import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { Preset } from "../../../conversation/presets/preset.ts";
import { UserError } from "../../../lib/errors.ts";
import type { CommandOption } from "../command-option.ts";
import { type Choice, rankChoices } from "../rank-choices.ts";

/** The option by which a command is told a preset. */
export const presetOption = {
  type: ApplicationCommandOptionType.String,
  name: "preset",
  required: true,
  autocomplete: true,
} as const satisfies CommandOption;

export function completePreset(typed: string, presets: readonly Preset[]): readonly Choice[] {
  return rankChoices(
    typed,
    presets.map(({ id, name }) => ({ name, value: id })),
  );
}

/** The preset that was chosen or whose name was typed. */
export function requirePreset(given: string, presets: readonly Preset[]): Preset {
  const name = given.trim().toLowerCase();
  const found =
    presets.find(({ id }) => id === given) ??
    presets.find((preset) => preset.name.toLowerCase() === name);
  if (found !== undefined) return found;
  throw new UserError(
    "no-such-preset",
    "There is no such preset. `/preset list` shows the ones there are.",
  );
}
