import { UserError } from "../../lib/errors.ts";
import {
  blankEntry,
  entryTitle,
  type Lorebook,
  type LorebookEntry,
} from "../../roleplay/lorebook/lorebook.ts";
import { writeStandaloneLorebook } from "../../roleplay/lorebook/write-character-book.ts";
import { writeWorldInfo } from "../../roleplay/lorebook/write-world-info.ts";
import type { LoreExportFormat, NewLoreEntry } from "./lore-service.ts";

/** What a person wrote, as an entry. @throws UserError `lore-content-empty`. */
export function writtenEntry(given: NewLoreEntry): LorebookEntry {
  const content = given.content.trim();
  if (content === "")
    throw new UserError(
      "lore-content-empty",
      "The entry's content is empty. Write what the character is to know.",
    );
  return {
    ...blankEntry,
    comment: given.title.trim(),
    keys: given.keys,
    constant: given.keys.length === 0,
    selective: given.secondaryKeys.length > 0,
    secondaryKeys: given.secondaryKeys,
    content,
    insertionOrder: given.insertionOrder,
  };
}

/** The book with one entry more, under an id that no other has. */
export function bookWithEntry(
  book: Lorebook,
  entry: LorebookEntry,
): { readonly changed: Lorebook; readonly title: string } {
  const numbers = book.entries.map(({ id }) => (/^\d{1,9}$/.test(id) ? Number(id) : -1));
  const id = String(numbers.reduce((highest, number) => Math.max(highest, number), -1) + 1);
  // A character book's entries have ids only where their files gave them some.
  const raw = book.source.format === "character-book" ? { id: Number(id) } : {};
  const added = { ...entry, id, raw };
  return { changed: { ...book, entries: [...book.entries, added] }, title: entryTitle(added) };
}

/** The book as JSON: in the format that was asked for, else in its own, as far as that can be written. */
export function writeBook(book: Lorebook, format: LoreExportFormat = "original"): string {
  const asWorldInfo =
    format === "sillytavern" || (format === "original" && book.source.format === "world-info");
  const json = asWorldInfo ? writeWorldInfo(book) : writeStandaloneLorebook(book);
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

/** Keys as people type them: separated by commas or lines; a line that is a pattern stays whole. */
export function readKeys(typed: string): readonly string[] {
  const keys = typed
    .split("\n")
    .flatMap((line) => (/^\s*\/.+\/[a-z]*\s*$/.test(line) ? [line] : line.split(",")))
    .map((key) => key.trim())
    .filter((key) => key !== "");
  return [...new Set(keys)];
}
