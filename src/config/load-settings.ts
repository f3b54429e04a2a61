import { UserError } from "../lib/errors.ts";
import { type Settings, settingsSchema } from "./settings.ts";

/**
 * Reads the settings from environment variables. Empty strings count as absent, as compose files write them.
 * @throws UserError naming every variable that is wrong, all at once.
 */
export function loadSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const present = Object.fromEntries(
    Object.keys(settingsSchema.shape)
      .map((name) => [name, environment[name]?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = settingsSchema.safeParse(present);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    (issue) => `  ${issue.path.join(".")}: ${issue.message} (docs/configuration.md)`,
  );
  throw new UserError("bad-settings", `These settings are wrong:\n${lines.join("\n")}`);
}
