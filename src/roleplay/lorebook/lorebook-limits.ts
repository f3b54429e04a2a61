import { UserError } from "../../lib/errors.ts";
import type { Remark } from "../../lib/remark.ts";
import { inEnglish, type RemarkCode, remark } from "../remarks.ts";
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
    throw tooLarge(remark("entries", { count, limit: lorebookLimits.entries }));
  }
}

/** Throws a {@link UserError} that names the entry and the limit. */
export function checkLimits(entries: readonly LorebookEntry[]): void {
  let keyLengthPerBook = 0;
  let contentLengthPerBook = 0;
  for (const entry of entries) {
    const about = (code: RemarkCode, count: number, limit: number) =>
      tooLarge(remark(code, { entry: entryTitle(entry), count, limit }));
    const keys = [...entry.keys, ...entry.secondaryKeys];
    if (keys.length > lorebookLimits.keysPerEntry) {
      throw about("keys-of-entry", keys.length, lorebookLimits.keysPerEntry);
    }
    const groups = splitAtCommas(entry.group).length;
    if (groups > lorebookLimits.groupsPerEntry) {
      throw about("groups-of-entry", groups, lorebookLimits.groupsPerEntry);
    }
    for (const key of keys) {
      keyLengthPerBook += key.length;
      if (key.length > lorebookLimits.keyLength) {
        throw about("key-of-entry", key.length, lorebookLimits.keyLength);
      }
    }
    contentLengthPerBook += entry.content.length;
    if (entry.content.length > lorebookLimits.contentLength) {
      throw about("content-of-entry", entry.content.length, lorebookLimits.contentLength);
    }
  }
  if (keyLengthPerBook > lorebookLimits.keyLengthPerBook) {
    throw tooLarge(
      remark("keys-of-book", { count: keyLengthPerBook, limit: lorebookLimits.keyLengthPerBook }),
    );
  }
  if (contentLengthPerBook > lorebookLimits.contentLengthPerBook) {
    throw tooLarge(
      remark("contents-of-book", {
        count: contentLengthPerBook,
        limit: lorebookLimits.contentLengthPerBook,
      }),
    );
  }
}

function tooLarge(why: Remark): UserError {
  return new UserError("lorebook-too-large", `This lorebook is too large: ${inEnglish(why)}.`, {
    values: { why },
  });
}
