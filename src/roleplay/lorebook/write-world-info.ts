import { patchFields, readFields, writeFields } from "./field-codec.ts";
import { putAside, takeBack } from "./foreign-fields.ts";
import { blankLorebook, type Lorebook, type LorebookEntry } from "./lorebook.ts";
import { readWorldInfoEntry } from "./read-world-info.ts";
import { worldInfoBookFields, worldInfoEntryFields } from "./world-info-fields.ts";

/**
 * The book as a SillyTavern world info file. One that was such a file is written as it was, changes aside. What a
 * book of another format has and world info has not is put aside in `extensions`.
 */
export function writeWorldInfo(book: Lorebook): Record<string, unknown> {
  const numbers = entryNumbers(book.entries);
  return {
    ...writeBook(book),
    entries: Object.fromEntries(
      book.entries.map((entry, index) => {
        const uid = numbers[index] ?? index;
        return [String(uid), { ...writeEntry(entry, book), uid }];
      }),
    ),
  };
}

function writeBook(book: Lorebook): Record<string, unknown> {
  const { raw, unknown, format } = book.source;
  const silent = () => {};
  if (format === "world-info") {
    const before = readFields(worldInfoBookFields, raw, blankLorebook, silent);
    return patchFields(worldInfoBookFields, raw, book, before);
  }
  const { fields, extensions } = takeBack(book.extensions, "world-info");
  const before = readFields(worldInfoBookFields, fields, blankLorebook, silent);
  return patchFields(
    worldInfoBookFields,
    fields,
    { ...book, extensions: putAside(extensions, format, unknown) },
    before,
  );
}

function writeEntry(entry: LorebookEntry, { source }: Lorebook): Record<string, unknown> {
  if (source.format === "world-info" && Object.keys(entry.raw).length > 0) {
    const before = readWorldInfoEntry(entry.raw, () => {});
    return patchFields(worldInfoEntryFields, entry.raw, entry, before);
  }
  const { fields, extensions } = takeBack(entry.extensions, "world-info");
  // SillyTavern's own files have every field, so defaults are written too.
  return {
    addMemo: entry.comment !== "" || entry.name !== "",
    ...fields,
    ...writeFields(worldInfoEntryFields, {
      ...entry,
      comment: entry.comment || entry.name,
      extensions: putAside(extensions, source.format, entry.unknown),
    }),
  };
}

/** SillyTavern's ids are whole numbers: an entry keeps the one it has, and the others get free ones. */
function entryNumbers(entries: readonly LorebookEntry[]): number[] {
  const wanted = entries.map(({ id }) => (/^\d{1,9}$/.test(id) ? Number(id) : null));
  const taken = new Set(wanted);
  const given = new Set<number>();
  let next = 0;
  return wanted.map((number) => {
    if (number !== null && !given.has(number)) {
      given.add(number);
      return number;
    }
    while (taken.has(next)) next += 1;
    taken.add(next);
    return next;
  });
}
