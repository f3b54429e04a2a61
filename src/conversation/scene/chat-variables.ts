import type { MacroVariables } from "../../roleplay/character/macros/macro-values.ts";

/** Variables of cards by their names. */
export type VariableValues = Readonly<Record<string, string>>;

/** What a prompt made of the variables. It is kept together with the reply, or not at all. */
export interface VariableChanges {
  /** All of the chat's, as they are now. */
  readonly chat: VariableValues;
  /** Those of the shared ones that were set. */
  readonly shared: VariableValues;
}

/** Cards set variables, and nobody clears them away: of one chat, and of one server's shared ones. */
export const variableLimits = { names: 500, characters: 200_000 } as const;

/**
 * Variables for one prompt. The stored ones stay as they are: asked for the same turn again, `{{incvar::visits}}` counts
 * from the same number.
 */
export class ChatVariables implements MacroVariables {
  readonly local: Map<string, string>;
  readonly global: Map<string, string>;
  readonly #before: { readonly chat: VariableValues; readonly shared: VariableValues };

  constructor(before: { readonly chat: VariableValues; readonly shared: VariableValues }) {
    this.#before = before;
    this.local = new Map(Object.entries(before.chat));
    this.global = new Map(Object.entries(before.shared));
  }

  /** What was set since; undefined when nothing was. */
  changes(): VariableChanges | undefined {
    const { chat, shared } = this.#before;
    const set = [...this.global].filter(([name, value]) => valueOf(shared, name) !== value);
    const isChanged = [...this.local].some(([name, value]) => valueOf(chat, name) !== value);
    if (set.length === 0 && !isChanged) return undefined;
    return { chat: boundedVariables([...this.local]), shared: boundedVariables(set) };
  }
}

/** As many of the variables as are kept, the older ones first. */
export function boundedVariables(
  variables: readonly (readonly [string, string])[],
): VariableValues {
  let room: number = variableLimits.characters;
  const kept = variables.slice(0, variableLimits.names).filter(([name, value]) => {
    const size = name.length + value.length;
    if (size > room) return false;
    room -= size;
    return true;
  });
  return Object.fromEntries(kept);
}

function valueOf(values: VariableValues, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
