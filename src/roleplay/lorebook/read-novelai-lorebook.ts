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
import { fieldReader, unknownFields } from "./field-codec.ts";
import { flag, isObject, number, objectValue, text, textList } from "./field-kinds.ts";
import { putAside } from "./foreign-fields.ts";
import { blankEntry, blankLorebook, type LorebookEntry } from "./lorebook.ts";

const knownKeys = ["id", "text", "displayName", "keys", "enabled", "forceActivation"];

/**
 * Reads a NovelAI lorebook: `{"lorebookVersion": 5, "entries": […]}`. What of it has no counterpart here (the search
 * range in characters, prefixes, categories) is kept in `extensions`. Throws a {@link UserError} when it is none or is
 * too large.
 */
export function readNovelAiLorebook(file: unknown): ReadLorebook {
  if (!isObject(file)) {
    throw notABook("a NovelAI lorebook", remark("no-object"));
  }
  const warnings = new Warnings();
  const entries = rawEntries(file["entries"], "entries", warnings).map((entry) =>
    readEntry(entry, warnings),
  );
  const unknown = unknownFields(file, ["entries"]);
  return {
    book: {
      ...blankLorebook,
      extensions: putAside({}, "novelai", unknown),
      entries: finishEntries(entries, warnings),
      source: { format: "novelai", raw: {}, unknown: {} },
    },
    warnings: warnings.list(),
  };
}

function readEntry({ fields, label }: RawEntry, warnings: Warnings): LorebookEntry {
  const problem = warnings.about(label);
  const read = fieldReader(fields, problem);
  const context = read("contextConfig", objectValue, {});
  // NovelAI places what matters more first and keeps it longest.
  const budgetPriority = fieldReader(context, problem)("budgetPriority", number(400));
  return {
    ...blankEntry,
    id: idText(fields["id"]),
    name: read("displayName", text),
    keys: read("keys", textList),
    content: read("text", text),
    enabled: read("enabled", flag, true),
    constant: read("forceActivation", flag),
    insertionOrder: -budgetPriority,
    priority: budgetPriority,
    extensions: putAside({}, "novelai", unknownFields(fields, knownKeys)),
    raw: fields,
  };
}
