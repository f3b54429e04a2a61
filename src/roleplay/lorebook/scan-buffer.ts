import type { EntryRef, ScanPlace } from "./activation.ts";
import type { CompiledBook } from "./compile-book.ts";
import { foldText, type PlainKey } from "./compile-key.ts";
import { isWholeWord } from "./whole-words.ts";

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

/** Where the keys of one book occur: for each key the units, twice their index plus one for a whole word. */
interface Occurrences {
  readonly book: CompiledBook;
  readonly folded: (number[] | undefined)[];
  readonly exact: (number[] | undefined)[];
}

/** The texts that one activation scans: turns, texts beside the chat, and what recursion adds. */
export class ScanBuffer {
  readonly #units: Unit[] = [];
  readonly #occurrences: readonly Occurrences[];
  readonly #joined = new Map<string, string>();
  #entryCount = 0;

  constructor(books: readonly CompiledBook[]) {
    this.#occurrences = books.map((book) => ({ book, folded: [], exact: [] }));
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
    const occurrences = this.#occurrences[bookIndex];
    const hits = (key.caseSensitive ? occurrences?.exact : occurrences?.folded)?.[key.needle];
    const unit = this.#visibleHit(hits, view, key.wholeWord);
    return unit === undefined ? undefined : placeOf(unit);
  }

  /** Whether any of these texts, whatever their case, is in view. */
  hasAny(bookIndex: number, needles: readonly number[], view: ScanView): boolean {
    const hits = this.#occurrences[bookIndex]?.folded;
    return needles.some((needle) => this.#visibleHit(hits?.[needle], view, false) !== undefined);
  }

  /** Where a pattern matches: first in all texts together, then it is asked which of them it was. */
  findPattern(test: (text: string) => boolean, view: ScanView): ScanPlace | undefined {
    if (view.depth <= 0 || !test(this.joined(view))) return undefined;
    const unit = this.#units.find(
      (candidate) => isVisible(candidate, view) && test(unitMark + candidate.exact),
    );
    return unit === undefined ? { kind: "across" } : placeOf(unit);
  }

  /** Everything that is in view as one text. */
  joined(view: ScanView): string {
    const variant = [view.depth, view.recursion ? this.#entryCount : -1, ...view.fields].join();
    let text = this.#joined.get(variant);
    if (text === undefined) {
      const visible = this.#units.filter((unit) => isVisible(unit, view));
      text = visible.map((unit) => unitMark + unit.exact).join("\n");
      this.#joined.set(variant, text);
    }
    return text;
  }

  #visibleHit(
    hits: readonly number[] | undefined,
    view: ScanView,
    wholeWord: boolean,
  ): Unit | undefined {
    for (const hit of hits ?? []) {
      if (wholeWord && hit % 2 === 0) continue;
      const unit = this.#units[hit >> 1];
      if (unit !== undefined && isVisible(unit, view)) return unit;
    }
    return undefined;
  }

  #findText(key: PlainKey, view: ScanView): ScanPlace | undefined {
    const unit = this.#units.find(
      (candidate) =>
        isVisible(candidate, view) &&
        contains(key.caseSensitive ? candidate.exact : candidate.folded, key),
    );
    return unit === undefined ? undefined : placeOf(unit);
  }

  #add(unit: Unit): void {
    const index = this.#units.push(unit) - 1;
    for (const { book, folded, exact } of this.#occurrences) {
      const record = (hits: (number[] | undefined)[], text: string) => {
        return (needle: number, start: number, end: number) => {
          const list = (hits[needle] ??= []);
          const last = list.at(-1) ?? -1;
          if (last >> 1 !== index) list.push(index * 2 + Number(isWholeWord(text, start, end)));
          else if (last % 2 === 0 && isWholeWord(text, start, end))
            list[list.length - 1] = last + 1;
        };
      };
      book.folded.scan(unit.folded, record(folded, unit.folded));
      book.exact.scan(unit.exact, record(exact, unit.exact));
    }
  }
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

function contains(text: string, { folded, wholeWord }: PlainKey): boolean {
  for (let start = text.indexOf(folded); start >= 0; start = text.indexOf(folded, start + 1)) {
    if (!wholeWord || isWholeWord(text, start, start + folded.length)) return true;
  }
  return false;
}
