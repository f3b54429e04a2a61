import { codec, type FieldCodec } from "./field-codec.ts";
import {
  choice,
  flag,
  number,
  objectValue,
  optionalFlag,
  optionalNumber,
  text,
  textList,
} from "./field-kinds.ts";
import type { EntryPosition, Lorebook, LorebookEntry } from "./lorebook.ts";

const entryCodec = codec<LorebookEntry>();
const bookCodec = codec<Lorebook>();

/** The two places that the specification knows; cards with numbers exist. */
export const positionWords = choice<EntryPosition>(
  new Map<unknown, EntryPosition>([
    ["before_char", "beforeChar"],
    ["after_char", "afterChar"],
    [0, "beforeChar"],
    [1, "afterChar"],
  ]),
  "beforeChar",
);

/** An entry of a V2 or V3 `character_book`, without `id`, `position` and `extensions`. */
export const characterBookEntryFields: readonly FieldCodec<LorebookEntry>[] = [
  entryCodec("keys", "keys", textList),
  entryCodec("secondaryKeys", "secondary_keys", textList),
  entryCodec("selective", "selective", flag),
  entryCodec("content", "content", text),
  entryCodec("enabled", "enabled", {
    read: (raw, problem) => optionalFlag.read(raw, problem) ?? true,
  }),
  entryCodec("insertionOrder", "insertion_order", number(100)),
  entryCodec("caseSensitive", "case_sensitive", optionalFlag),
  entryCodec("useRegex", "use_regex", flag),
  entryCodec("constant", "constant", flag),
  entryCodec("name", "name", text),
  entryCodec("comment", "comment", text),
  entryCodec("priority", "priority", optionalNumber()),
];

export const characterBookFields: readonly FieldCodec<Lorebook>[] = [
  bookCodec("name", "name", text),
  bookCodec("description", "description", text),
  bookCodec("scanDepth", "scan_depth", optionalNumber(0, 10_000)),
  bookCodec("tokenBudget", "token_budget", optionalNumber(0)),
  bookCodec("recursiveScanning", "recursive_scanning", optionalFlag),
  bookCodec("extensions", "extensions", objectValue),
];
