import { UserError } from "../../lib/errors.ts";
import { entryTitle, type Lorebook } from "../../roleplay/lorebook/lorebook.ts";
import type { Bookshelf } from "./bookshelf.ts";
import { writeBook } from "./edit-lorebook.ts";
import {
  type EntryForm,
  editedEntry,
  entryForm,
  findEntry,
  type NamedEntry,
  namedEntries,
  withEntry,
  withoutEntry,
} from "./entry-form.ts";
import type { LorebookStore, LorebookSummary } from "./lorebook-store.ts";
import { parseLorebook } from "./parse-lorebook.ts";

export const longestBookName = 80;

/**
 * What people can do with the lorebooks that are there, whatever the front end; who may do it is that one's to check.
 * Wrong input ends in a `UserError`.
 */
export class LoreEditor {
  readonly #lorebooks: LorebookStore;
  readonly #shelf: Pick<Bookshelf, "read">;

  constructor(lorebooks: LorebookStore, shelf: Pick<Bookshelf, "read">) {
    this.#lorebooks = lorebooks;
    this.#shelf = shelf;
  }

  entries(book: LorebookSummary): readonly NamedEntry[] {
    return namedEntries(this.#shelf.read(book).book);
  }

  /** The entry as a form shows it, and the key under which it is found again. */
  entry(book: LorebookSummary, given: string): NamedEntry & { readonly form: EntryForm } {
    const entry = findEntry(this.#shelf.read(book).book, given);
    const [named] = namedEntries({ ...this.#shelf.read(book).book, entries: [entry] });
    return { key: named?.key ?? "", title: entryTitle(entry), form: entryForm(entry) };
  }

  /** Returns the entry's title. */
  editEntry(book: LorebookSummary, key: string, form: EntryForm): string {
    const { book: content } = this.#shelf.read(book);
    const changed = editedEntry(findEntry(content, key), form);
    this.#replace(book, withEntry(content, changed));
    return entryTitle(changed);
  }

  /** Returns the title that the entry had. */
  removeEntry(book: LorebookSummary, given: string): string {
    const { book: content } = this.#shelf.read(book);
    const entry = findEntry(content, given);
    this.#replace(book, withoutEntry(content, entry));
    return entryTitle(entry);
  }

  /** `others`: the books that a name may not be taken from. Returns the name as it is kept. */
  rename(book: LorebookSummary, name: string, others: readonly LorebookSummary[]): string {
    const kept = name.replace(/\s+/g, " ").trim();
    if (kept === "" || Array.from(kept).length > longestBookName)
      throw new UserError(
        "lorebook-name-invalid",
        `A lorebook's name has 1 to ${longestBookName} characters.`,
        { values: { limit: longestBookName } },
      );
    const taken = others.some(
      (other) =>
        other.id !== book.id && other.scope.kind === book.scope.kind && other.name === kept,
    );
    if (taken)
      throw new UserError("lorebook-name-taken", `There is a lorebook "${kept}" already.`, {
        values: { name: kept },
      });
    this.#lorebooks.rename(book.id, kept);
    return kept;
  }

  /** Takes the book out of every chat, and away. */
  remove(book: LorebookSummary): void {
    this.#lorebooks.remove(book.id);
  }

  #replace(summary: LorebookSummary, book: Lorebook): void {
    const content = writeBook(book);
    // As strict as an import: what can't be read again must not be stored.
    parseLorebook(content, summary.name);
    this.#lorebooks.replace(summary.id, content);
  }
}
