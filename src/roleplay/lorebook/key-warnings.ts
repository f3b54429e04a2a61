import { defaultActivationSettings } from "./activation.ts";
import { compileBook } from "./compile-book.ts";
import { entryTitle, type Lorebook } from "./lorebook.ts";

/** More than this say nothing new. */
const warningLimit = 100;

/** A warning for each key of the book that never matches: which entry, which key, and why. */
export function keyWarnings(book: Lorebook): readonly string[] {
  return compileBook(book, defaultActivationSettings)
    .entries.flatMap(({ entry, unusableKeys }) =>
      unusableKeys.map(
        ({ key, reason }) =>
          `"${entryTitle(entry)}": the key ${key.slice(0, 200)} ${reason}; it never matches`,
      ),
    )
    .slice(0, warningLimit);
}
