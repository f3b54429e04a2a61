import type { Expansion, Macro, MacroTable } from "./macro.ts";
import { MacroText } from "./macro-text.ts";
import type { MacroVariables, VariableStore } from "./macro-values.ts";

/** A variable that is put together with itself again and again would double each time. */
const valueLimit = 100_000;

/** `{{getvar::name}}` and its kind, for the variables of a chat and, with `global` in the name, of all chats. */
export const variableMacros: MacroTable = new Map<string, Macro>(
  (["local", "global"] as const).flatMap((scope) => {
    const suffix = scope === "local" ? "var" : "globalvar";
    return [
      [`get${suffix}`, get(scope)] as const,
      [`set${suffix}`, change(scope, (_, value) => value)] as const,
      [`add${suffix}`, change(scope, addTo)] as const,
      [`inc${suffix}`, count(scope, 1)] as const,
      [`dec${suffix}`, count(scope, -1)] as const,
    ];
  }),
);

type Scope = keyof MacroVariables;

function get(scope: Scope): Macro {
  return (argument, expansion) =>
    withVariable(argument, expansion, scope, (store, name) =>
      expansion.insert(store.get(name) ?? ""),
    );
}

function change(scope: Scope, next: (before: string, value: string) => string): Macro {
  return (argument, expansion) => {
    const [nameText, value] = argument.split("::", 2);
    if (nameText === undefined || value === undefined) return undefined;
    return withVariable(nameText, expansion, scope, (store, name) => {
      const after = next(store.get(name) ?? "", value.toString());
      if (after.length <= valueLimit) store.set(name, after);
      return new MacroText();
    });
  };
}

function count(scope: Scope, step: number): Macro {
  return (argument, expansion) =>
    withVariable(argument, expansion, scope, (store, name) => {
      const after = String((toNumber(store.get(name) ?? "") ?? 0) + step);
      store.set(name, after);
      return expansion.insert(after);
    });
}

/** Does nothing where there are no variables, or no name. */
function withVariable(
  nameText: MacroText,
  { values }: Expansion,
  scope: Scope,
  act: (store: VariableStore, name: string) => MacroText | undefined,
): MacroText | undefined {
  const name = nameText.toString().trim();
  return values.variables === undefined || name === ""
    ? undefined
    : act(values.variables[scope], name);
}

/** Numbers are added, texts are joined. */
function addTo(before: string, value: string): string {
  const [left, right] = [before === "" ? 0 : toNumber(before), toNumber(value)];
  return left === undefined || right === undefined ? before + value : String(left + right);
}

function toNumber(text: string): number | undefined {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}
