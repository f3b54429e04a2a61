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
import {
  flag,
  isObject,
  optionalFlag,
  optionalNumber,
  splitAtCommas,
  text,
} from "./field-kinds.ts";
import { putAside } from "./foreign-fields.ts";
import { blankEntry, blankLorebook, type JsonObject, type LorebookEntry } from "./lorebook.ts";

const knownKeys = [
  "key",
  "keys",
  "keysecondary",
  "keyanti",
  "content",
  "entry",
  "comment",
  "selective",
  "constant",
  "probability",
  "widisabled",
];

/** How far back KoboldAI looks, in actions of its story. */
const koboldScanDepth = 3;
/** Lite counts in characters, of which a turn has about so many. */
const liteCharactersPerTurn = 200;
/** Lite's 0 is all that the model reads. */
const wholeChat = 10_000;

/**
 * Reads the world info of KoboldAI, KoboldAI Lite and AI Dungeon: a saved story with `worldinfo` (or United's
 * `worldinfo_v2`), or a list of entries by itself. Throws a {@link UserError} when it is none or is too large.
 */
export function readKoboldWorldInfo(file: unknown): ReadLorebook {
  const warnings = new Warnings();
  const { entries, field } = findEntries(file);
  const folders = isObject(file) && isObject(file["wifolders_d"]) ? file["wifolders_d"] : {};
  const { scanDepth, caseSensitive } = storySettings(isObject(file) ? file : {}, warnings);
  const read = rawEntries(entries, field, warnings).map((entry) => ({
    ...readEntry(entry, folders, warnings),
    caseSensitive,
  }));
  return {
    book: {
      ...blankLorebook,
      scanDepth,
      recursiveScanning: false,
      entries: finishEntries(read, warnings),
      source: { format: "koboldai", raw: {}, unknown: {} },
    },
    warnings: warnings.list(),
  };
}

/** What Lite keeps with a story and not with each entry. */
function storySettings(file: JsonObject, warnings: Warnings) {
  const problem = warnings.about(remark("book"));
  const saved = isObject(file["savedsettings"]) ? file["savedsettings"] : {};
  const characters = fieldReader(file, problem)("wisearchdepth", optionalNumber(0));
  return {
    scanDepth:
      characters === null
        ? koboldScanDepth
        : Math.ceil(characters / liteCharactersPerTurn) || wholeChat,
    caseSensitive: fieldReader({ ...saved, ...file }, problem)("case_sensitive_wi", optionalFlag),
  };
}

function findEntries(file: unknown): { entries: unknown; field: string } {
  if (Array.isArray(file)) return { entries: file, field: "the list" };
  if (isObject(file)) {
    const united = file["worldinfo_v2"];
    if (isObject(united)) return { entries: united["entries"], field: "worldinfo_v2.entries" };
    return { entries: file["worldinfo"], field: "worldinfo" };
  }
  throw notABook("KoboldAI world info", remark("no-entries"));
}

function readEntry(
  { fields, label }: RawEntry,
  folders: JsonObject,
  warnings: Warnings,
): LorebookEntry {
  const problem = warnings.about(label);
  const read = fieldReader(fields, problem);
  const secondaryKeys = keyList(fields["keysecondary"]);
  const selective = read("selective", flag);
  const neverFires = selective && secondaryKeys.length === 0;
  if (neverFires) {
    problem(remark("never-selected"));
  }
  const content = read("content", text, fields["entry"]);
  const antiKeys = keyList(fields["keyanti"]);
  return {
    ...blankEntry,
    comment: read("comment", text),
    keys: keyList(fields["key"] ?? fields["keys"]),
    secondaryKeys,
    selective,
    content: antiKeys.length === 0 ? content : `@@exclude_keys ${antiKeys.join(",")}\n${content}`,
    constant: read("constant", flag),
    enabled: !neverFires && !read("widisabled", flag),
    probability: readProbability(read("probability", optionalNumber(0, 100))),
    extensions: putAside({}, "koboldai", withFolder(unknownFields(fields, knownKeys), folders)),
    raw: fields,
  };
}

/** Lite uses an entry when a die of 1 to 100 shows less than its number, and always at 100. */
function readProbability(percent: number | null): number {
  return percent === null || percent >= 100 ? 100 : Math.max(0, percent - 1);
}

/** Keys are one text with commas; United has lists. */
function keyList(raw: unknown): string[] {
  if (Array.isArray(raw)) return raw.filter((key) => typeof key === "string" && key.trim() !== "");
  return typeof raw === "string" ? splitAtCommas(raw) : [];
}

/** The entry's folder by name, since its number means nothing elsewhere. */
function withFolder(unknown: JsonObject, folders: JsonObject): JsonObject {
  const folder = unknown["folder"];
  const known =
    typeof folder === "string" || typeof folder === "number" ? folders[folder] : undefined;
  return isObject(known) ? { ...unknown, folderName: known["name"] } : unknown;
}
