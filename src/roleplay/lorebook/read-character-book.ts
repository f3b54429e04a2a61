import { remark } from "../remarks.ts";
import {
  finishEntries,
  idText,
  notABook,
  type RawEntry,
  type ReadLorebook,
  rawEntries,
  Warnings,
} from "./book-reading.ts";
import {
  characterBookEntryFields,
  characterBookFields,
  positionWords,
} from "./character-book-fields.ts";
import { type ReportProblem, readFields, unknownFields } from "./field-codec.ts";
import { isObject, objectValue } from "./field-kinds.ts";
import {
  blankEntry,
  blankLorebook,
  type EntryPosition,
  type JsonObject,
  type LorebookEntry,
} from "./lorebook.ts";
import { extensionFields, positionNumbers } from "./world-info-fields.ts";

const knownEntryKeys = [
  "position",
  "extensions",
  ...characterBookEntryFields.map(({ key }) => key),
];
const knownBookKeys = characterBookFields.map(({ key }) => key);

/**
 * Reads the `character_book` of a V2 or V3 card, with SillyTavern's settings under `extensions`. Throws a
 * {@link UserError} when it is none or is too large.
 */
export function readCharacterBook(file: unknown): ReadLorebook {
  if (!isObject(file)) {
    throw notABook("a character book", remark("no-object"));
  }
  const warnings = new Warnings();
  const raw = unknownFields(file, ["entries"]);
  // A book without entries (`{}`) is common in cards whose author never opened the editor.
  const list = rawEntries(file["entries"] ?? [], "entries", warnings);
  return {
    book: {
      ...readFields(characterBookFields, raw, blankLorebook, warnings.about(remark("book"))),
      entries: finishEntries(
        list.map((entry) => readEntry(entry, warnings)),
        warnings,
      ),
      source: { format: "character-book", raw, unknown: unknownFields(raw, knownBookKeys) },
    },
    warnings: warnings.list(),
  };
}

function readEntry({ fields, label }: RawEntry, warnings: Warnings): LorebookEntry {
  const problem = warnings.about(label);
  if (fields["content"] === undefined) problem(remark("no-content"));
  return readCharacterBookEntry(fields, problem);
}

/** One entry by itself. */
export function readCharacterBookEntry(fields: JsonObject, problem: ReportProblem): LorebookEntry {
  const own = readFields(characterBookEntryFields, fields, blankEntry, problem);
  const extensions = objectValue.read(fields["extensions"] ?? {}, problem);
  const shared = readFields(extensionFields, extensions, own, problem);
  return {
    ...shared,
    id: idText(fields["id"]),
    caseSensitive: own.caseSensitive ?? shared.caseSensitive,
    useRegex: own.useRegex && !isFromSillyTavern(extensions),
    position: readPosition(fields["position"], extensions["position"], problem),
    extensions,
    raw: fields,
    unknown: unknownFields(
      fields,
      typeof fields["id"] === "string" ? knownEntryKeys : ["id", ...knownEntryKeys],
    ),
  };
}

/**
 * SillyTavern writes `use_regex: true` on every entry, meaning that keys between slashes are patterns. Taken at the
 * specification's word, plain keys would be patterns and constant entries and secondary keys would be dead.
 */
function isFromSillyTavern(extensions: JsonObject): boolean {
  return ["selectiveLogic", "useProbability", "display_index"].some((key) => key in extensions);
}

/** SillyTavern's finer position, under `extensions`, goes before the specification's. */
function readPosition(word: unknown, finer: unknown, problem: ReportProblem): EntryPosition {
  if (finer !== undefined && finer !== null) {
    return positionNumbers.read(finer, (what) =>
      problem(remark("named-field", { field: "extensions.position", what })),
    );
  }
  return positionWords.read(word ?? null, (what) =>
    problem(remark("named-field", { field: "position", what })),
  );
}
