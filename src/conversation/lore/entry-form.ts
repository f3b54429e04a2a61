import { createHash } from "node:crypto";
import { UserError } from "../../lib/errors.ts";
import { entryTitle, type Lorebook, type LorebookEntry } from "../../roleplay/lorebook/lorebook.ts";
import { readKeys } from "./edit-lorebook.ts";

/** What of an entry people can write in a form, as they type it. */
export interface EntryForm {
  readonly title: string;
  readonly keys: string;
  readonly secondaryKeys: string;
  readonly content: string;
  /** A whole number. */
  readonly order: string;
}

/** An entry under a short name that stays the same while the book is changed elsewhere. */
export interface NamedEntry {
  readonly key: string;
  readonly title: string;
}

export function namedEntries(book: Lorebook): readonly NamedEntry[] {
  return book.entries.map((entry) => ({ key: entryKey(entry), title: entryTitle(entry) }));
}

/** By its key, or by its title when only one has that. @throws UserError `no-such-entry`. */
export function findEntry(book: Lorebook, given: string): LorebookEntry {
  const chosen = book.entries.find((entry) => entryKey(entry) === given);
  if (chosen !== undefined) return chosen;
  const wanted = given.trim().toLowerCase();
  const named = book.entries.filter((entry) => entryTitle(entry).toLowerCase() === wanted);
  const [only] = named;
  if (only !== undefined && named.length === 1) return only;
  throw new UserError(
    "no-such-entry",
    "There is no such entry in this lorebook, or several are called so. Choose one from the list.",
  );
}

export function entryForm(entry: LorebookEntry): EntryForm {
  return {
    title: entry.comment || entry.name,
    keys: writeKeys(entry.keys),
    secondaryKeys: writeKeys(entry.secondaryKeys),
    content: entry.content,
    order: String(entry.insertionOrder),
  };
}

/** The entry as the form has it; what the form leaves as it was stays as it was, to the letter. */
export function editedEntry(entry: LorebookEntry, form: EntryForm): LorebookEntry {
  const before = entryForm(entry);
  const keys = form.keys === before.keys ? entry.keys : readKeys(form.keys);
  const secondaryKeys =
    form.secondaryKeys === before.secondaryKeys
      ? entry.secondaryKeys
      : readKeys(form.secondaryKeys);
  const content = form.content === before.content ? entry.content : form.content.trim();
  if (content === "")
    throw new UserError(
      "lore-content-empty",
      "The entry's content is empty. Write what the character is to know.",
    );
  return {
    ...entry,
    comment: form.title === before.title ? entry.comment : form.title.trim(),
    keys,
    // An entry that had no keys was always active; once it has some, they decide.
    constant: keys.length === 0 || (entry.constant && entry.keys.length > 0),
    secondaryKeys,
    selective: secondaryKeys === entry.secondaryKeys ? entry.selective : secondaryKeys.length > 0,
    content,
    insertionOrder: form.order === before.order ? entry.insertionOrder : readOrder(form.order),
  };
}

/** 100 where nothing is said. @throws UserError `lore-order-invalid`. */
export function readOrder(typed: string): number {
  const text = typed.trim();
  if (text === "") return 100;
  if (/^-?\d{1,6}$/.test(text)) return Number(text);
  throw new UserError(
    "lore-order-invalid",
    `The entry's order is "${text}"; give a whole number, such as 100.`,
    { values: { order: text } },
  );
}

export function withEntry(book: Lorebook, changed: LorebookEntry): Lorebook {
  const entries = book.entries.map((entry) => (entry.id === changed.id ? changed : entry));
  return { ...book, entries };
}

export function withoutEntry(book: Lorebook, gone: LorebookEntry): Lorebook {
  return { ...book, entries: book.entries.filter(({ id }) => id !== gone.id) };
}

/** Ids in files may be long; Discord's choices and forms hold little. */
function entryKey({ id }: LorebookEntry): string {
  return createHash("sha256").update(id).digest("hex").slice(0, 12);
}

/** One in each line where a key has a comma in it, as patterns do. */
function writeKeys(keys: readonly string[]): string {
  return keys.join(keys.some((key) => key.includes(",")) ? "\n" : ", ");
}
