import { type Expansion, type MacroTable, plain } from "./macro.ts";
import type { MacroValues } from "./macro-values.ts";

/** Who is meant, by the name of the macro in lower case. */
const names: Readonly<Record<string, (values: MacroValues) => string>> = {
  char: ({ char }) => char,
  bot: ({ char }) => char,
  user: ({ user }) => user,
  group: ({ group, char }) => group ?? char,
  charifnotgroup: ({ group, char }) => group ?? char,
};

/** Every name, in either notation. `{{bot}}` is none. */
const nameMarks =
  /\{\{\s*(char|user|group|charifnotgroup)\s*\}\}|<(char|bot|user|group|charifnotgroup)>/gi;

export const nameMacros: MacroTable = new Map(
  ["char", "user", "group", "charifnotgroup"].map((name) => [
    name,
    plain(({ values }) => nameOf(name, values)),
  ]),
);

/** What a name of the old notation, without its angle brackets, stands for. */
export function nameOf(name: string, values: MacroValues): string | undefined {
  return names[name.toLowerCase()]?.(values);
}

/** A card's text with the names filled in, in one pass, so that no name is read as another one's mark. */
export function withNames(text: string, expansion: Expansion): string {
  return text.replace(nameMarks, (mark, braced?: string, angled?: string) => {
    const name = nameOf(braced ?? angled ?? "", expansion.values);
    return name !== undefined && expansion.hasRoomFor(name) ? name : mark;
  });
}
