import { type Settings, settingsSchema } from "../config/settings.ts";
import { UserError } from "../lib/errors.ts";

/**
 * Settings that are optional in general but that a command can't do without.
 * @throws UserError naming all that are missing.
 */
export function requireSettings(
  settings: Settings,
  names: readonly (keyof Settings)[],
  command: string,
): void {
  const missing = names.filter((name) => settings[name] === undefined);
  if (missing.length === 0) return;
  const lines = missing.map((name) => `  ${name}: ${settingsSchema.shape[name].description}`);
  throw new UserError(
    "missing-settings",
    `\`hearthside ${command}\` needs these settings, from the environment or from a file \`.env\`:\n${lines.join("\n")}`,
  );
}
