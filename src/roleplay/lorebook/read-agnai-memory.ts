import { remark } from "../remarks.ts";
import {
  finishEntries,
  notABook,
  type RawEntry,
  type ReadLorebook,
  rawEntries,
  Warnings,
} from "./book-reading.ts";
import { fieldReader, unknownFields } from "./field-codec.ts";
import { flag, isObject, number, text, textList } from "./field-kinds.ts";
import { putAside } from "./foreign-fields.ts";
import { blankEntry, blankLorebook, type LorebookEntry } from "./lorebook.ts";

const knownBookKeys = ["kind", "name", "description", "entries"];
const knownKeys = ["name", "entry", "keywords", "priority", "weight", "enabled"];

/**
 * Reads an Agnai memory book: `{"kind": "memory", "entries": […]}`. Its keywords are whole words with `*` and `?` as
 * wildcards. Throws a {@link UserError} when it is none or is too large.
 */
export function readAgnaiMemory(file: unknown): ReadLorebook {
  if (!isObject(file)) {
    throw notABook("an Agnai memory book", remark("no-object"));
  }
  const warnings = new Warnings();
  const read = fieldReader(file, warnings.about(remark("book")));
  const entries = rawEntries(file["entries"], "entries", warnings).map((entry) =>
    readEntry(entry, warnings),
  );
  return {
    book: {
      ...blankLorebook,
      name: read("name", text),
      description: read("description", text),
      extensions: putAside({}, "agnai", unknownFields(file, knownBookKeys)),
      entries: finishEntries(entries, warnings),
      source: { format: "agnai", raw: {}, unknown: {} },
    },
    warnings: warnings.list(),
  };
}

function readEntry({ fields, label }: RawEntry, warnings: Warnings): LorebookEntry {
  const read = fieldReader(fields, warnings.about(label));
  return {
    ...blankEntry,
    name: read("name", text),
    keys: read("keywords", textList).map(wildcardKey),
    matchWholeWords: true,
    content: read("entry", text),
    enabled: read("enabled", flag, true),
    insertionOrder: read("weight", number(0)),
    priority: read("priority", number(0)),
    extensions: putAside({}, "agnai", unknownFields(fields, knownKeys)),
    raw: fields,
  };
}

/** A keyword with wildcards as a pattern; Agnai leaves out every other special character. */
function wildcardKey(keyword: string): string {
  if (!/[*?]/.test(keyword)) return keyword;
  const body = keyword
    .replace(/[.+^${}()|[\]\\/]/g, "")
    .replace(/\*/g, "\\w*")
    .replace(/\?/g, "\\w");
  return `/\\b${body}\\b/i`;
}
