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
import { type ReportProblem, readFields, unknownFields } from "./field-codec.ts";
import { isObject } from "./field-kinds.ts";
import { blankEntry, blankLorebook, type JsonObject, type LorebookEntry } from "./lorebook.ts";
import { worldInfoBookFields, worldInfoEntryFields } from "./world-info-fields.ts";

/** What an entry of a world info file is when it leaves a field out. */
const blankWorldInfoEntry: LorebookEntry = { ...blankEntry, selective: true };

const knownEntryKeys = ["uid", ...worldInfoEntryFields.map(({ key }) => key)];
const knownBookKeys = worldInfoBookFields.map(({ key }) => key);

/**
 * Reads a SillyTavern world info file: `{"entries": {"0": {…}}}`. Throws a {@link UserError} when it is none or is too
 * large.
 */
export function readWorldInfo(file: unknown): ReadLorebook {
  if (!isObject(file)) {
    throw notABook("a world info file", remark("no-object"));
  }
  const warnings = new Warnings();
  const raw = unknownFields(file, ["entries"]);
  const entries = rawEntries(file["entries"], "entries", warnings).map((entry) =>
    readEntry(entry, warnings),
  );
  return {
    book: {
      ...readFields(worldInfoBookFields, raw, blankLorebook, warnings.about(remark("book"))),
      entries: finishEntries(entries, warnings),
      source: { format: "world-info", raw, unknown: unknownFields(raw, knownBookKeys) },
    },
    warnings: warnings.list(),
  };
}

function readEntry({ fields, label, key }: RawEntry, warnings: Warnings): LorebookEntry {
  const entry = readWorldInfoEntry(fields, warnings.about(label));
  return { ...entry, id: entry.id || (key ?? "") };
}

/** One entry by itself. */
export function readWorldInfoEntry(fields: JsonObject, problem: ReportProblem): LorebookEntry {
  return {
    ...readFields(worldInfoEntryFields, fields, blankWorldInfoEntry, problem),
    id: idText(fields["uid"]),
    raw: fields,
    unknown: unknownFields(fields, knownEntryKeys),
  };
}
