import { UserError } from "../lib/errors.ts";
import { settingValues } from "./setting-values.ts";
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
    ({ path, code, message }) =>
      `  ${path.join(".")}: ${code === "custom" ? message : whatItTakes(path[0], message)} (docs/configuration.md)`,
  );
  throw new UserError("bad-settings", `These settings are wrong:\n${lines.join("\n")}`);
}

/** The value itself isn't repeated: it may be a secret. `otherwise` where the schema says no more than "text". */
function whatItTakes(name: PropertyKey | undefined, otherwise: string): string {
  const schema = Object.entries(settingsSchema.shape).find(([each]) => each === name)?.[1];
  const values = schema === undefined ? "text" : settingValues(schema);
  if (values === "text") return otherwise;
  if (values === "address")
    return "an address of the right kind is needed, as http://localhost:5001 or redis://localhost:6379";
  return values.startsWith("`") ? `one of ${values} is needed` : `a ${values} is needed`;
}
