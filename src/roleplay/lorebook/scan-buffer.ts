import type { EntryRef, ScanPlace } from "./activation.ts";
import { type CompiledBook, modeIndex, modes } from "./compile-book.ts";
import { foldText, type NeedleMode, type PlainKey } from "./compile-key.ts";
import { beginsWord, endsWord } from "./whole-words.ts";

/** What of the scanned texts an entry may be found in. */
export interface ScanView {
  /** In turns. Without any, nothing at all is looked at. */
  readonly depth: number;
  /** Names of the texts beside the chat that the entry asks for. */
  readonly fields: readonly string[];
  /** Whether the content of active entries counts. */
  readonly recursion: boolean;
}

type Unit = {
  /** For keys whose case doesn't matter. */
  readonly folded: string;
  /** For keys whose case does, and for patterns. */
  readonly exact: string;
} & (
  | {
      readonly kind: "turn";
      readonly turnId: string;
      readonly speakerName: string;
      readonly turnsAgo: number;
    }
  | { readonly kind: "field" | "injected"; readonly name: string }
  | { readonly kind: "entry"; readonly ref: EntryRef; readonly title: string }
);

/** Stands before every scanned text, so that a pattern can tell where a turn begins; SillyTavern uses the same mark. */
const unitMark = "\x01";

/** For each mode, for each key of one book: the units that it occurs in, by index. */
interface Occurrences {
  readonly book: CompiledBook;
  readonly units: readonly (number[] | undefined)[][];
}

/** Whole words are looked at one by one. More than this many in one text is an attack, not a text. */
const wholeWordLimit = 50_000;

/** The texts that one activation scans: turns, texts beside the chat, and what recursion adds. */
export class ScanBuffer {
  readonly #units: Unit[] = [];
  readonly #occurrences: readonly Occurrences[];
  /** What is in view, by what of the view decides it; forgotten when a text is added. */
  readonly #joined = new Map<string, string>();
  readonly #lengths = new Map<string, number>();
  #entryCount = 0;

  constructor(books: readonly CompiledBook[]) {
    this.#occurrences = books.map((book) => ({ book, units: modes.map(() => []) }));
  }

  addTurn(turn: { turnId: string; speakerName: string; turnsAgo: number }, text: string): void {
    this.#add({ kind: "turn", ...turn, ...folds(text) });
  }

  /** A text that only entries see that ask for it by name. */
  addField(name: string, text: string): void {
    this.#add({ kind: "field", name, ...folds(text) });
  }

  /** A text that all entries see. */
  addInjected(name: string, text: string): void {
    this.#add({ kind: "injected", name, ...folds(text) });
  }

  /** The content of an active entry. */
  addEntry(ref: EntryRef, title: string, text: string): void {
    this.#entryCount += 1;
    this.#add({ kind: "entry", ref, title, ...folds(text) });
  }

  get hasEntries(): boolean {
    return this.#entryCount > 0;
  }

  /** Where a key of the book with this index occurs first. */
  findKey(bookIndex: number, key: PlainKey, view: ScanView): ScanPlace | undefined {
    if (view.depth <= 0) return undefined;
    // A key with macros in it isn't known to the automaton.
    if (key.needle < 0) return this.#findText(key, view);
    const units = this.#occurrences[bookIndex]?.units[modeIndex(key.mode)];
    const unit = this.#firstVisible(units?.[key.needle], view);
    return unit === undefined ? undefined : placeOf(unit);
  }

  /** Whether any of these texts, whatever their case, is in view. */
  hasAny(bookIndex: number, needles: readonly number[], view: ScanView): boolean {
    const units = this.#occurrences[bookIndex]?.units[0];
    return needles.some((needle) => this.#firstVisible(units?.[needle], view) !== undefined);
  }

  /** Where a pattern matches: first in all texts together, then it is asked which of them it was. */
  findPattern(test: (text: string) => boolean, view: ScanView): ScanPlace | undefined {
    if (view.depth <= 0 || !test(this.#joinedInView(view))) return undefined;
    const unit = this.#units.find(
      (candidate) => isVisible(candidate, view) && test(unitMark + candidate.exact),
    );
    return unit === undefined ? { kind: "across" } : placeOf(unit);
  }

  /** How many characters are in view. */
  lengthInView(view: ScanView): number {
    const variant = this.#variantOf(view);
    let length = this.#lengths.get(variant);
    if (length === undefined) {
      length = this.#inView(view).reduce((sum, unit) => sum + unit.exact.length + 2, 0);
      this.#lengths.set(variant, length);
    }
    return length;
  }

  #joinedInView(view: ScanView): string {
    const variant = this.#variantOf(view);
    let text = this.#joined.get(variant);
    if (text === undefined) {
      text = this.#inView(view)
        .map((unit) => unitMark + unit.exact)
        .join("\n");
      this.#joined.set(variant, text);
    }
    return text;
  }

  #inView(view: ScanView): Unit[] {
    return this.#units.filter((unit) => isVisible(unit, view));
  }

  #variantOf(view: ScanView): string {
    return [view.depth, view.recursion, ...view.fields].join();
  }

  #firstVisible(units: readonly number[] | undefined, view: ScanView): Unit | undefined {
    for (const index of units ?? []) {
      const unit = this.#units[index];
      if (unit !== undefined && isVisible(unit, view)) return unit;
    }
    return undefined;
  }

  #findText(key: PlainKey, view: ScanView): ScanPlace | undefined {
    const unit = this.#units.find(
      (candidate) => isVisible(candidate, view) && contains(textFor(key.mode, candidate), key),
    );
    return unit === undefined ? undefined : placeOf(unit);
  }

  #add(unit: Unit): void {
    const index = this.#units.push(unit) - 1;
    this.#joined.clear();
    this.#lengths.clear();
    for (const { book, units } of this.#occurrences) {
      for (const [modeAt, mode] of modes.entries()) {
        const found = units[modeAt] ?? [];
        const text = textFor(mode, unit);
        book.automata[modeAt]?.scan(
          text,
          mode.wholeWord ? recordWords(found, index, text) : recordTexts(found, index),
        );
      }
    }
  }
}

/** Where a key is known to be, the shorter ones that end with it are known to be too. */
function recordTexts(found: (number[] | undefined)[], index: number) {
  return (needle: number): boolean => {
    const units = (found[needle] ??= []);
    if (units.at(-1) === index) return false;
    units.push(index);
    return true;
  };
}

/** Whether a word ends here is the same for all keys that end here. */
function recordWords(found: (number[] | undefined)[], index: number, text: string) {
  let looks = 0;
  return (needle: number, start: number, end: number): boolean => {
    looks += 1;
    if (looks > wholeWordLimit || !endsWord(text, end)) return false;
    const units = (found[needle] ??= []);
    if (units.at(-1) !== index && beginsWord(text, start)) units.push(index);
    return true;
  };
}

function textFor({ caseSensitive }: NeedleMode, unit: Unit): string {
  return caseSensitive ? unit.exact : unit.folded;
}

function folds(text: string): { folded: string; exact: string } {
  return { folded: foldText(text, false), exact: foldText(text, true) };
}

function isVisible(unit: Unit, view: ScanView): boolean {
  switch (unit.kind) {
    case "turn":
      return unit.turnsAgo < view.depth;
    case "field":
      return view.fields.includes(unit.name);
    case "injected":
      return true;
    case "entry":
      return view.recursion;
    default:
      return unit satisfies never;
  }
}

function placeOf(unit: Unit): ScanPlace {
  switch (unit.kind) {
    case "turn": {
      const { kind, turnId, speakerName, turnsAgo } = unit;
      return { kind, turnId, speakerName, turnsAgo };
    }
    case "field":
    case "injected":
      return { kind: "text", name: unit.name };
    case "entry":
      return { kind: "entry", ref: unit.ref, title: unit.title };
    default:
      return unit satisfies never;
  }
}

function contains(text: string, { folded, mode }: PlainKey): boolean {
  for (let start = text.indexOf(folded); start >= 0; start = text.indexOf(folded, start + 1)) {
    if (!mode.wholeWord) return true;
    if (beginsWord(text, start) && endsWord(text, start + folded.length)) return true;
  }
  return false;
}
