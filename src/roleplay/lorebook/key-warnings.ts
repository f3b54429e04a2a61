import type { Remark } from "../../lib/remark.ts";
import { remark } from "../remarks.ts";
import { defaultActivationSettings } from "./activation.ts";
import { compileBook } from "./compile-book.ts";
import { entryTitle, type Lorebook } from "./lorebook.ts";

/** More than this say nothing new. */
const warningLimit = 100;

/** A warning for each key of the book that never matches: which entry, which key, and why. */
export function keyWarnings(book: Lorebook): readonly Remark[] {
  return compileBook(book, defaultActivationSettings)
    .entries.flatMap(({ entry, unusableKeys }) =>
      unusableKeys.map(({ key, reason }) =>
        remark("key-unusable", {
          entry: entryTitle(entry),
          key: key.slice(0, 200),
          why: remark(reason),
        }),
      ),
    )
    .slice(0, warningLimit);
}
