import { remark } from "../remarks.ts";
import { codec, type FieldCodec, type ReportProblem } from "./field-codec.ts";
import {
  choice,
  flag,
  isObject,
  number,
  objectValue,
  optionalFlag,
  optionalNumber,
  text,
  textList,
} from "./field-kinds.ts";
import type {
  CharacterFilter,
  EntryPosition,
  Lorebook,
  LorebookEntry,
  LoreRole,
  SelectiveLogic,
} from "./lorebook.ts";

/** How SillyTavern numbers what it gives no names. */
export const positionNumbers = choice<EntryPosition>(
  new Map<unknown, EntryPosition>([
    [0, "beforeChar"],
    [1, "afterChar"],
    [2, "authorsNoteTop"],
    [3, "authorsNoteBottom"],
    [4, "atDepth"],
    [5, "beforeExamples"],
    [6, "afterExamples"],
    [7, "outlet"],
  ]),
  "beforeChar",
);

export const roleNumbers = choice<LoreRole>(
  new Map<unknown, LoreRole>([
    [0, "system"],
    [1, "user"],
    [2, "assistant"],
  ]),
  "system",
);

const selectiveLogicNumbers = choice<SelectiveLogic>(
  new Map<unknown, SelectiveLogic>([
    [0, "andAny"],
    [1, "notAll"],
    [2, "notAny"],
    [3, "andAll"],
  ]),
  "andAny",
);

const characterFilter = {
  read(raw: unknown, problem: ReportProblem): CharacterFilter {
    if (raw !== null && !isObject(raw)) problem(remark("should-be-object-left-out"));
    const fields = isObject(raw) ? raw : {};
    return {
      exclude: flag.read(fields["isExclude"], problem),
      names: textList.read(fields["names"], problem),
      tags: textList.read(fields["tags"], problem),
    };
  },
  write: ({ exclude, names, tags }: CharacterFilter) => ({ isExclude: exclude, names, tags }),
};

const entryCodec = codec<LorebookEntry>();

/** The settings of an entry that SillyTavern keeps in its own files and, under other names, in a card's book. */
function sharedFields(keyOf: (field: string) => string): readonly FieldCodec<LorebookEntry>[] {
  return [
    entryCodec("selectiveLogic", keyOf("selectiveLogic"), selectiveLogicNumbers),
    entryCodec("vectorized", keyOf("vectorized"), flag),
    entryCodec("probability", keyOf("probability"), number(100, 0, 100)),
    entryCodec("useProbability", keyOf("useProbability"), flag),
    entryCodec("depth", keyOf("depth"), number(4, -10_000, 10_000)),
    entryCodec("role", keyOf("role"), roleNumbers),
    entryCodec("outletName", keyOf("outletName"), text),
    entryCodec("excludeRecursion", keyOf("excludeRecursion"), flag),
    entryCodec("preventRecursion", keyOf("preventRecursion"), flag),
    entryCodec("delayUntilRecursion", keyOf("delayUntilRecursion"), number(0, 0, 100)),
    entryCodec("scanDepth", keyOf("scanDepth"), optionalNumber(0, 10_000)),
    entryCodec("caseSensitive", keyOf("caseSensitive"), optionalFlag),
    entryCodec("matchWholeWords", keyOf("matchWholeWords"), optionalFlag),
    entryCodec("useGroupScoring", keyOf("useGroupScoring"), optionalFlag),
    entryCodec("group", keyOf("group"), text),
    entryCodec("groupOverride", keyOf("groupOverride"), flag),
    entryCodec("groupWeight", keyOf("groupWeight"), number(100, 0, 1e6)),
    entryCodec("sticky", keyOf("sticky"), number(0, 0, 1e6)),
    entryCodec("cooldown", keyOf("cooldown"), number(0, 0, 1e6)),
    entryCodec("delay", keyOf("delay"), number(0, 0, 1e6)),
    entryCodec("automationId", keyOf("automationId"), text),
    entryCodec("displayIndex", keyOf("displayIndex"), optionalNumber()),
    entryCodec("ignoreBudget", keyOf("ignoreBudget"), flag),
    entryCodec("triggers", keyOf("triggers"), textList),
    entryCodec("matchPersonaDescription", keyOf("matchPersonaDescription"), flag),
    entryCodec("matchCharacterDescription", keyOf("matchCharacterDescription"), flag),
    entryCodec("matchCharacterPersonality", keyOf("matchCharacterPersonality"), flag),
    entryCodec("matchCharacterDepthPrompt", keyOf("matchCharacterDepthPrompt"), flag),
    entryCodec("matchScenario", keyOf("matchScenario"), flag),
    entryCodec("matchCreatorNotes", keyOf("matchCreatorNotes"), flag),
    entryCodec("characterFilter", keyOf("characterFilter"), characterFilter),
  ];
}

/** As they stand in the `extensions` of a card's entry: in snake case, but for two. */
export const extensionFields = sharedFields((field) =>
  ["selectiveLogic", "useProbability"].includes(field)
    ? field
    : field.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`),
);

/** An entry of a world info file, without its `uid`. */
export const worldInfoEntryFields: readonly FieldCodec<LorebookEntry>[] = [
  entryCodec("keys", "key", textList),
  entryCodec("secondaryKeys", "keysecondary", textList),
  entryCodec("selective", "selective", flag),
  entryCodec("content", "content", text),
  entryCodec("comment", "comment", text),
  entryCodec("constant", "constant", flag),
  entryCodec("enabled", "disable", {
    read: (raw, problem) => !flag.read(raw, problem),
    write: (enabled) => !enabled,
  }),
  entryCodec("insertionOrder", "order", number(100)),
  entryCodec("position", "position", positionNumbers),
  entryCodec("extensions", "extensions", objectValue),
  // SillyTavern has no such fields and passes over them; without them a card's book would behave differently here.
  entryCodec("name", "name", text),
  entryCodec("priority", "priority", optionalNumber()),
  entryCodec("useRegex", "useRegex", flag),
  ...sharedFields((field) => field),
];

const bookCodec = codec<Lorebook>();

/** The book around the entries of a world info file. */
export const worldInfoBookFields: readonly FieldCodec<Lorebook>[] = [
  bookCodec("name", "name", text),
  bookCodec("description", "description", text),
  bookCodec("scanDepth", "scan_depth", optionalNumber(0, 10_000)),
  bookCodec("tokenBudget", "token_budget", optionalNumber(0)),
  bookCodec("recursiveScanning", "recursive_scanning", optionalFlag),
  bookCodec("extensions", "extensions", objectValue),
];
