import {
  characterBookEntryFields,
  characterBookFields,
  positionWords,
} from "./character-book-fields.ts";
import { contentWithoutDecorators } from "./decorators.ts";
import { patchFields, readFields, writeFields } from "./field-codec.ts";
import { putAside, takeBack } from "./foreign-fields.ts";
import { blankLorebook, type JsonObject, type Lorebook, type LorebookEntry } from "./lorebook.ts";
import { readCharacterBookEntry } from "./read-character-book.ts";
import { extensionFields, positionNumbers } from "./world-info-fields.ts";

/** V2 readers know no decorators: for them the lines are taken out of the content. */
export type CharacterBookVersion = "v2" | "v3";

/**
 * The book as a card's `character_book`. One that was such a book is written as it was, changes aside. What a book of
 * another format has and this one has not is put aside in `extensions`.
 */
export function writeCharacterBook(
  book: Lorebook,
  version: CharacterBookVersion = "v3",
): Record<string, unknown> {
  return {
    ...writeBook(book),
    entries: book.entries.map((entry) => writeEntry(entry, book, version)),
  };
}

/** The book as a file of its own, as V3 has it. */
export function writeStandaloneLorebook(book: Lorebook): Record<string, unknown> {
  return { spec: "lorebook_v3", data: writeCharacterBook(book) };
}

function writeBook(book: Lorebook): Record<string, unknown> {
  const { raw, unknown, format } = book.source;
  const native = format === "character-book";
  const { fields, extensions } = native
    ? { fields: raw, extensions: book.extensions }
    : takeBack(book.extensions, "character-book");
  const start = { extensions: {}, ...fields };
  const before = readFields(characterBookFields, start, blankLorebook, () => {});
  const value = native ? book : { ...book, extensions: putAside(extensions, format, unknown) };
  return patchFields(characterBookFields, start, value, before);
}

function writeEntry(
  entry: LorebookEntry,
  { source }: Lorebook,
  version: CharacterBookVersion,
): Record<string, unknown> {
  const native = source.format === "character-book";
  const { fields, extensions } = native
    ? { fields: entry.raw, extensions: entry.extensions }
    : takeBack(entry.extensions, "character-book");
  const start: JsonObject = {
    ...(native ? {} : { id: writtenId(entry.id) }),
    keys: [],
    content: "",
    enabled: true,
    insertion_order: 100,
    ...(version === "v3" ? { use_regex: false } : {}),
    extensions: {},
    ...fields,
  };
  const before = readCharacterBookEntry(
    { ...start, extensions: native ? extensions : {} },
    () => {},
  );
  const moved = before.position !== entry.position;
  const written = patchFields(characterBookEntryFields, start, entry, before);
  return {
    ...written,
    // What is neither before nor after the character has a number of SillyTavern's beside it.
    ...(moved || !native
      ? {
          position: positionWords.write(
            entry.position === "beforeChar" ? "beforeChar" : "afterChar",
          ),
        }
      : {}),
    ...(version === "v2" ? { content: contentWithoutDecorators(entry.content) } : {}),
    extensions: writeExtensions(entry, { source, before, moved, extensions }),
  };
}

function writeExtensions(
  entry: LorebookEntry,
  {
    source,
    before,
    moved,
    extensions,
  }: {
    readonly source: Lorebook["source"];
    readonly before: LorebookEntry;
    readonly moved: boolean;
    readonly extensions: JsonObject;
  },
): JsonObject {
  const finer = { position: positionNumbers.write(entry.position) };
  // As SillyTavern exports its own books: every setting, defaults too.
  if (source.format === "world-info") {
    return {
      ...putAside(extensions, source.format, entry.unknown),
      ...finer,
      ...writeFields(extensionFields, entry),
    };
  }
  // The specification has a field of its own for the case.
  const patched = patchFields(
    extensionFields.filter(({ field, key }) => field !== "caseSensitive" || key in extensions),
    extensions,
    entry,
    before,
  );
  return {
    ...(source.format === "character-book"
      ? patched
      : putAside(patched, source.format, entry.unknown)),
    ...(moved ? finer : {}),
  };
}

function writtenId(id: string): number | string {
  return /^\d{1,15}$/.test(id) ? Number(id) : id;
}
