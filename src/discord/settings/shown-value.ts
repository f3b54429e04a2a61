import type { Setting } from "../../conversation/settings/setting.ts";
import type { Texts } from "../texts/en/english.ts";

/** A setting's value as people read it. */
export function shownValue(
  setting: Setting<unknown>,
  value: unknown,
  texts: Pick<Texts, "settings">,
  characterName: (id: string) => string | undefined,
): string {
  const { settings } = texts;
  const { control } = setting;
  const listed = Array.isArray(value) ? value.map(String) : [];
  const choice = (each: string) => choiceName(each, settings);
  switch (control.kind) {
    case "switch":
      return value === true ? settings.on : settings.off;
    case "one-of":
      return choice(String(value));
    case "some-of":
      return listed.map(choice).join(", ") || settings.none;
    case "number":
      if (control.unlimitedAtZero && value === 0) return settings.unlimited;
      return `${String(value)}${control.unit === "" ? "" : ` ${control.unit}`}`;
    case "text":
      return String(value);
    case "words":
      return listed.join(", ") || settings.none;
    case "users":
      return listed.map((id) => `<@${id}>`).join(" ") || settings.none;
    case "roles":
      return listed.map((id) => `<@&${id}>`).join(" ") || settings.none;
    case "channels":
      return listed.map((id) => `<#${id}>`).join(" ") || settings.none;
    case "character":
      return value === "" ? settings.nobody : (characterName(String(value)) ?? String(value));
  }
}

export function choiceName(choice: string, { choices }: Texts["settings"]): string {
  return Object.hasOwn(choices, choice) ? choices[choice as keyof typeof choices] : choice;
}
