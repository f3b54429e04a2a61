import type { CharacterLibrary } from "../../conversation/ports.ts";
import type { Setting } from "../../conversation/settings/setting.ts";
import { UserError } from "../../lib/errors.ts";
import { requireCharacter } from "../commands/character-option.ts";

/** What the form of a setting shows at first. */
export function typedText(setting: Setting<unknown>, value: unknown): string {
  if (setting.control.kind === "words") return Array.isArray(value) ? value.join("\n") : "";
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** The value that somebody typed. @throws UserError for what is none; the range is checked where it is stored. */
export function typedValue(
  key: string,
  { control }: Setting<unknown>,
  text: string,
  library: CharacterLibrary,
): unknown {
  const typed = text.trim();
  if (control.kind === "number") return typedNumber(key, typed);
  if (control.kind === "character") return typed === "" ? "" : requireCharacter(typed, library).id;
  if (control.kind !== "words") return typed;
  const lines = typed.split("\n").map((line) => line.trim());
  return [...new Set(lines)].filter((line) => line !== "");
}

function typedNumber(key: string, typed: string): number {
  const number = Number(typed.replace(",", "."));
  if (typed === "" || Number.isNaN(number))
    throw new UserError("bad-setting", `${key}: "${typed}" is no number.`);
  return number;
}
