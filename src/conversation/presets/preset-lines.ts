import { UserError } from "../../lib/errors.ts";
import { checkPresetSettings, type PresetSettings, presetKeys } from "./preset.ts";

/** The settings as people edit them: `temperature = 0.8`, one a line. */
export function writePresetLines(settings: PresetSettings): string {
  return presetKeys
    .flatMap((key) => {
      const value = settings[key];
      return value === undefined ? [] : [`${key} = ${JSON.stringify(value)}`];
    })
    .join("\n");
}

/** @throws UserError that names the line. */
export function readPresetLines(text: string): PresetSettings {
  const given: Record<string, unknown> = {};
  for (const [index, line] of text.split("\n").entries()) {
    const written = line.trim();
    if (written === "" || written.startsWith("#")) continue;
    const match = /^(\w+)\s*[=:]\s*(.+)$/.exec(written);
    const value = match === null ? undefined : parsed(match[2] ?? "");
    if (match === null || value === undefined)
      throw new UserError(
        "preset-line",
        `Line ${index + 1}, "${written.slice(0, 60)}", isn't like \`temperature = 0.8\`.`,
        { values: { line: index + 1, text: written.slice(0, 60) } },
      );
    given[ownName(match[1] ?? "")] = value;
  }
  return checkPresetSettings(given);
}

/** Letters of either case. */
function ownName(name: string): string {
  return presetKeys.find((key) => key.toLowerCase() === name.toLowerCase()) ?? name;
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value.replace(/^(-?\d+),(\d+)$/, "$1.$2"));
  } catch {
    return undefined;
  }
}
