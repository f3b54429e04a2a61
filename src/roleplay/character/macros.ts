import { choiceMacros } from "./macros/choice-macros.ts";
import { Expansion, type MacroTable } from "./macros/macro.ts";
import { MacroText } from "./macros/macro-text.ts";
import type { MacroValues } from "./macros/macro-values.ts";
import { nameMacros, nameOf } from "./macros/name-macros.ts";
import { textMacros } from "./macros/text-macros.ts";
import { timeMacros } from "./macros/time-macros.ts";
import { variableMacros } from "./macros/variable-macros.ts";

const macros: MacroTable = new Map([
  ...nameMacros,
  ...textMacros,
  ...choiceMacros,
  ...variableMacros,
  ...timeMacros,
]);

/** In lower case; the old `<USER>` and its kind are not among them. */
export const macroNames: readonly string[] = [...macros.keys()];

/** Macros deeper than this are plain text: each level reads its text again. */
const nestingLimit = 16;

// In `{{{char}}}` the inner two braces are the macro's.
const marks = /\{\{(?!\{)|\}\}|<(char|bot|user|group|charifnotgroup)>/gi;

/**
 * Expands the macros of a card's text: those of the V3 specification and those that SillyTavern's cards use, names in
 * any case, and the old `<USER>`, `<CHAR>` and `<BOT>`. Macros may stand inside one another, the inner ones come first;
 * unknown ones are left alone. `docs/cards.md` lists them. For texts of cards and presets only, never for what people
 * say.
 *
 * One pass from left to right, so that no value is ever expanded itself and the work grows with the text's length. The
 * one exception are names in the card's own texts, as in `{{description}}`: they are filled in as the text is put in.
 */
export function expandMacros(text: string, values: MacroValues): string {
  const expansion = new Expansion(values);
  // The text so far, then that of each macro that has begun and not ended.
  const open: MacroText[] = [new MacroText()];
  const append = (piece: MacroText) => open.at(-1)?.add(piece);
  let position = 0;
  for (const match of text.matchAll(marks)) {
    const [mark, name] = match;
    append(MacroText.written(text.slice(position, match.index)));
    position = match.index + mark.length;
    if (name !== undefined)
      append(expansion.insert(nameOf(name, values)) ?? MacroText.written(mark));
    else if (mark === "{{" && open.length <= nestingLimit) open.push(new MacroText());
    else if (mark === "{{" || open.length === 1) append(MacroText.written(mark));
    else append(expandOne(open.pop() ?? new MacroText(), expansion));
  }
  append(MacroText.written(text.slice(position)));
  return open.map(String).join("{{");
}

function expandOne(body: MacroText, expansion: Expansion): MacroText {
  const start = body.writtenStart;
  if (start.trimStart().startsWith("//")) return new MacroText();
  const [head = "", name = ""] = /^\s*(\w+)(?:\s*::?|\s)?/.exec(start) ?? [];
  const expanded = macros.get(name.toLowerCase())?.(body.from(head.length), expansion);
  return expanded ?? MacroText.written("{{").add(body).add(MacroText.written("}}"));
}
