import { seededDice } from "../../lorebook/seeded-dice.ts";
import { MacroText } from "./macro-text.ts";
import type { MacroValues } from "./macro-values.ts";

/** Returns what the macro stands for, or undefined when it can't be used like this and is left alone. */
export type Macro = (argument: MacroText, expansion: Expansion) => MacroText | undefined;

/** Macros by their names in lower case. */
export type MacroTable = ReadonlyMap<string, Macro>;

/** Characters that macros may put into one text: a few of them could stand for gigabytes. */
const insertionLimit = 4_000_000;

/** One text's expansion: its values, and what has happened in it so far. */
export class Expansion {
  readonly values: MacroValues;
  #inserted = 0;
  #originalUsed = false;
  readonly #prepared = new Map<string, string>();
  readonly #choices = new Map<string, number>();

  constructor(values: MacroValues) {
    this.values = values;
  }

  /** A value as part of the text; undefined when there is none, or it would be too much. */
  insert(text: string | undefined): MacroText | undefined {
    return text === undefined || !this.hasRoomFor(text) ? undefined : MacroText.inserted(text);
  }

  hasRoomFor(text: string): boolean {
    if (this.#inserted + text.length > insertionLimit) return false;
    this.#inserted += text.length;
    return true;
  }

  /** What `make` gives, made once however often the text asks for it. */
  prepared(name: string, make: () => string): string {
    const text = this.#prepared.get(name) ?? make();
    this.#prepared.set(name, text);
    return text;
  }

  /** The text that is replaced, for the first who asks; empty after that, so that no prompt holds it twice. */
  takeOriginal(): string | undefined {
    const text = this.#originalUsed ? "" : this.values.original;
    this.#originalUsed = true;
    return text;
  }

  /** A number from 0 up to 1, of the caller's dice. */
  roll(): number {
    return this.values.dice?.() ?? this.#seeded("random");
  }

  /** A number from 0 up to 1 that is the same for the same place in the same text of the same chat. */
  pick(): number {
    return this.#seeded("pick");
  }

  #seeded(kind: string): number {
    const occurrence = this.#choices.get(kind) ?? 0;
    this.#choices.set(kind, occurrence + 1);
    return seededDice(this.values.pickSeed ?? "")(`${kind} ${occurrence}`);
  }
}

/** A macro without an argument. */
export function plain(value: (expansion: Expansion) => string | undefined): Macro {
  return (argument, expansion) =>
    argument.isBlank ? expansion.insert(value(expansion)) : undefined;
}
