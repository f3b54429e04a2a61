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
import { flag, isObject, number, splitAtCommas, text } from "./field-kinds.ts";
import { putAside } from "./foreign-fields.ts";
import { blankEntry, blankLorebook, type LorebookEntry } from "./lorebook.ts";

const knownKeys = [
  "key",
  "secondkey",
  "content",
  "comment",
  "alwaysActive",
  "selective",
  "insertorder",
  "activationPercent",
  "useRegex",
];

/**
 * Reads a RisuAI lorebook: `{"type": "risu", "data": […]}`. Throws a {@link UserError} when it is none or is too large.
 */
export function readRisuLorebook(file: unknown): ReadLorebook {
  if (!isObject(file)) {
    throw notABook("a RisuAI lorebook", remark("no-object"));
  }
  const warnings = new Warnings();
  const entries = rawEntries(file["data"], "data", warnings).map((entry) =>
    readEntry(entry, warnings),
  );
  return {
    book: {
      ...blankLorebook,
      recursiveScanning: true,
      extensions: putAside({}, "risu", unknownFields(file, ["data"])),
      entries: finishEntries(entries, warnings),
      source: { format: "risu", raw: {}, unknown: {} },
    },
    warnings: warnings.list(),
  };
}

function readEntry({ fields, label }: RawEntry, warnings: Warnings): LorebookEntry {
  const read = fieldReader(fields, warnings.about(label));
  const mode = fields["mode"];
  return {
    ...blankEntry,
    comment: read("comment", text),
    keys: keyList(fields["key"]),
    secondaryKeys: keyList(fields["secondkey"]),
    selective: read("selective", flag),
    useRegex: read("useRegex", flag),
    content: read("content", text),
    constant: mode === "constant" || read("alwaysActive", flag),
    // A folder is no entry, but the others name it.
    enabled: mode !== "folder",
    insertionOrder: read("insertorder", number(100)),
    probability: read("activationPercent", number(100, 0, 100)),
    extensions: putAside({}, "risu", unknownFields(fields, knownKeys)),
    raw: fields,
  };
}

function keyList(raw: unknown): string[] {
  return typeof raw === "string" ? splitAtCommas(raw) : [];
}
