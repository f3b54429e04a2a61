import { UserError } from "../../lib/errors.ts";
import { splitAtCommas } from "./field-kinds.ts";
import { entryTitle, type LorebookEntry } from "./lorebook.ts";

/** What a book may be at most. Lorebooks come from strangers; the largest known ones stay far below. */
export const lorebookLimits = {
  entries: 10_000,
  keysPerEntry: 500,
  /** Characters of one key. */
  keyLength: 2_000,
  /** Characters of all keys of a book together: this bounds the memory of the search. */
  keyLengthPerBook: 500_000,
  groupsPerEntry: 50,
  /** Characters of one entry's content. */
  contentLength: 200_000,
  /** Characters of all contents of a book together. */
  contentLengthPerBook: 10_000_000,
} as const;

/** Throws a {@link UserError} that names the limit when a file has too many entries to be looked at at all. */
export function checkEntryCount(count: number): void {
  if (count > lorebookLimits.entries) {
    throw tooLarge(`it has ${count} entries; at most ${lorebookLimits.entries} are read`);
  }
}

/** Throws a {@link UserError} that names the entry and the limit. */
export function checkLimits(entries: readonly LorebookEntry[]): void {
  let keyLengthPerBook = 0;
  let contentLengthPerBook = 0;
  for (const entry of entries) {
    const title = () => `the entry "${entryTitle(entry)}"`;
    const keys = [...entry.keys, ...entry.secondaryKeys];
    if (keys.length > lorebookLimits.keysPerEntry) {
      throw tooLarge(
        `${title()} has ${keys.length} keys; the limit is ${lorebookLimits.keysPerEntry}`,
      );
    }
    const groups = splitAtCommas(entry.group).length;
    if (groups > lorebookLimits.groupsPerEntry) {
      throw tooLarge(
        `${title()} is in ${groups} groups; the limit is ${lorebookLimits.groupsPerEntry}`,
      );
    }
    for (const key of keys) {
      keyLengthPerBook += key.length;
      if (key.length > lorebookLimits.keyLength) {
        throw tooLarge(
          `${title()} has a key of ${key.length} characters; the limit is ${lorebookLimits.keyLength}`,
        );
      }
    }
    contentLengthPerBook += entry.content.length;
    if (entry.content.length > lorebookLimits.contentLength) {
      throw tooLarge(
        `the content of ${title()} has ${entry.content.length} characters; the limit is ${lorebookLimits.contentLength}`,
      );
    }
  }
  if (keyLengthPerBook > lorebookLimits.keyLengthPerBook) {
    throw tooLarge(
      `its keys have ${keyLengthPerBook} characters; the limit is ${lorebookLimits.keyLengthPerBook}`,
    );
  }
  if (contentLengthPerBook > lorebookLimits.contentLengthPerBook) {
    throw tooLarge(
      `its contents have ${contentLengthPerBook} characters; the limit is ${lorebookLimits.contentLengthPerBook}`,
    );
  }
}

function tooLarge(what: string): UserError {
  return new UserError("lorebook-too-large", `This lorebook is too large: ${what}.`);
}
