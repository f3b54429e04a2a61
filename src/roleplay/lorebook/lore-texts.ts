import type { ActivationInput, EntryRef } from "./activation.ts";
import type { CompiledBook, CompiledEntry } from "./compile-book.ts";
import { ScanBuffer, type ScanView } from "./scan-buffer.ts";

/** What one activation scans, and how much of it each entry sees. */
export class LoreTexts {
  readonly buffer: ScanBuffer;
  readonly #input: ActivationInput;
  #turnTokens: number[] | undefined;

  constructor(input: ActivationInput, books: readonly CompiledBook[]) {
    this.#input = input;
    this.buffer = new ScanBuffer(books);
    const entries = books.flatMap((book) => book.entries);
    const { turns } = input.chat;
    for (
      let turnsAgo = 0;
      turnsAgo < Math.min(turns.length, this.#deepest(entries));
      turnsAgo += 1
    ) {
      const turn = turns[turns.length - 1 - turnsAgo];
      if (turn === undefined) break;
      const { id: turnId, speakerName, text } = turn;
      const scanned = input.settings.includeNames ? `${speakerName}: ${text}` : text;
      this.buffer.addTurn({ turnId, speakerName, turnsAgo }, scanned);
    }
    const fields = new Set(entries.flatMap(({ scanFields }) => scanFields));
    for (const name of [...fields].sort()) {
      const text = scannedText(input.texts[name], input.tools.expand);
      if (text.trim() !== "") this.buffer.addField(name, text);
    }
    for (const { name, text } of input.texts.injected) {
      if (text.trim() !== "") this.buffer.addInjected(name, text);
    }
  }

  /** Makes the content of an active entry something that keys can be found in. */
  addEntry(ref: EntryRef, title: string, content: string): void {
    this.buffer.addEntry(ref, title, scannedText(content, this.#input.tools.expand));
  }

  /** `lookBack` lengthens the settings' scan depth, never an entry's or a book's own. */
  viewOf(
    { decorators, scanDepth, scanFields }: CompiledEntry,
    { lookBack, recursion }: { readonly lookBack: number; readonly recursion: boolean },
  ): ScanView {
    const tokens = decorators.instructScanDepth;
    const depth =
      tokens === undefined
        ? (scanDepth ?? this.#input.settings.scanDepth + lookBack)
        : this.turnsOfTokens(tokens);
    return { depth, fields: scanFields, recursion };
  }

  /** How many of the newest turns have this many tokens together; a turn that is reached into counts. */
  turnsOfTokens(tokens: number): number {
    const { chat, tools } = this.#input;
    this.#turnTokens ??= chat.turns.map(({ text }) => tools.countTokens(text)).reverse();
    let turns = 0;
    for (let sum = 0; turns < this.#turnTokens.length && sum < tokens; turns += 1) {
      sum += this.#turnTokens[turns] ?? 0;
    }
    return turns;
  }

  #deepest(entries: readonly CompiledEntry[]): number {
    const { settings, chat } = this.#input;
    const all = chat.turns.length;
    const lookBack = settings.minActivations > 0 ? settings.minActivationsMaxDepth || all : 0;
    return entries.reduce(
      (deepest, { decorators, scanDepth }) => {
        const own = decorators.instructScanDepth === undefined ? (scanDepth ?? 0) : all;
        return Math.max(deepest, own);
      },
      Math.max(settings.scanDepth, lookBack),
    );
  }
}

/** V3: a comment can't be found; a hidden key can, although no prompt shows it. */
function scannedText(text: string, expand: (text: string) => string): string {
  return expand(
    text
      .replace(/\{\{\/\/[^{}]*\}\}/g, "")
      .replace(/\{\{hidden_key:([^{}]*)\}\}/gi, (_, key: string) => ` ${key.trim()} `),
  );
}
