import type { Setting } from "../../conversation/settings/setting.ts";
import type { Texts } from "../texts/en/english.ts";

/** What a setting's form takes, in a sentence of at most 100 characters; empty for what is chosen from a menu. */
export function expectedValue(
  { control }: Setting<unknown>,
  { expected }: Texts["settings"],
): string {
  switch (control.kind) {
    case "number":
      return expected.number(control);
    case "text":
      return expected.text(control);
    case "words":
      return expected.words(control);
    case "character":
      return expected.character;
    case "switch":
    case "one-of":
    case "some-of":
    case "users":
    case "roles":
    case "channels":
      return "";
  }
}
