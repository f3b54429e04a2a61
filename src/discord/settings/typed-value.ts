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
  switch (control.kind) {
    case "number": {
      const number = Number(typed.replace(",", "."));
      if (typed === "" || Number.isNaN(number))
        throw new UserError(
          "bad-setting",
          `${key}: give a number from ${control.min} to ${control.max}.`,
        );
      return number;
    }
    case "words":
      return [...new Set(typed.split("\n").map((line) => line.trim()))].filter(
        (line) => line !== "",
      );
    case "character":
      return typed === "" ? "" : requireCharacter(typed, library).id;
    default:
      return typed;
  }
}
