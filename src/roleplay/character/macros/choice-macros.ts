import type { Expansion, Macro, MacroTable } from "./macro.ts";
import { MacroText } from "./macro-text.ts";

const diceLimit = 1_000;
const sidesLimit = 1_000_000_000;

/** Macros that leave something to chance. */
export const choiceMacros: MacroTable = new Map<string, Macro>([
  ["random", choice((expansion) => expansion.roll())],
  ["pick", choice((expansion) => expansion.pick())],
  ["roll", (argument, expansion) => MacroText.inserted(rollDice(argument.toString(), expansion))],
]);

function choice(draw: (expansion: Expansion) => number): Macro {
  return (argument, expansion) => {
    if (argument.isBlank) return undefined;
    const options = optionsOf(argument);
    return options[Math.floor(draw(expansion) * options.length)];
  };
}

/** `a::b` is taken as it is; in `a, b` the blanks go and `\,` is a comma. */
function optionsOf(argument: MacroText): readonly MacroText[] {
  if (argument.hasMark("::")) return argument.split("::");
  return argument
    .split(/(?<!\\),/)
    .map((option) => option.trimmed().map((text) => text.replaceAll("\\,", ",")));
}

/** `6`, `d6`, `2d6+1`; empty for what are no dice, or more than anyone throws. */
function rollDice(formula: string, expansion: Expansion): string {
  const parts = /^\s*(?:(\d{0,9})d)?(\d{1,10})\s*([+-]\s*\d{1,9})?\s*$/i.exec(formula);
  if (parts === null) return "";
  const count = Number(parts[1] || 1);
  const sides = Number(parts[2]);
  if (count < 1 || count > diceLimit || sides < 1 || sides > sidesLimit) return "";
  let sum = Number((parts[3] ?? "0").replace(/\s/g, ""));
  for (let die = 0; die < count; die += 1) sum += 1 + Math.floor(expansion.roll() * sides);
  return String(sum);
}
