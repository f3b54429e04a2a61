import { type Remark, type RemarkValues, remarkText } from "../lib/remark.ts";

/** What there is to say about the files of cards, lorebooks and chats, and about personas and presets, in English. */
export const englishRemarks = {
  // What a value is; fits after "found".
  nothing: "nothing",
  null: "null",
  list: "a list",
  text: "a text",
  number: "a number",
  object: "an object",

  // Cards.
  "card-field": "{file}: {field}: {what}",
  "text-expected": "expected text, found {found}",
  "text-taken": "expected text, found {found}; it is taken as text",
  "text-left-out": "expected text, found {found}; it is left out",
  "texts-expected": "expected a list of texts, found {found}",
  "texts-left-out": "expected a list of texts, found {found}; it is left out",
  "text-taken-as-list": "expected a list of texts, found a text; it is taken as a list of one",
  "text-split-at-commas": "expected a list of texts, found a text; it is split at the commas",
  "text-split-into-lines": "expected a list of texts, found a text; it is split into its lines",
  "object-left-out": "expected an object, found {found}; it is left out",
  "list-left-out": "expected a list, found {found}; it is left out",
  "seconds-left-out": "expected a number of seconds, found {found}; it is left out",
  "milliseconds-taken": "is in milliseconds; it is taken as seconds",
  "name-missing": "is missing; give the character a name",
  "name-of-file-used": "is missing; the name of the file is used",
  "spec-missing": "is missing; the card is read as version 2",
  "spec-expected": 'expected "chara_card_v2" or "chara_card_v3", found {found}',
  "spec-unknown": "{found} is unknown; the card is read as version 3",
  "version-newer": "{found} is newer than this program; some of the card may be missed",
  "data-expected": "expected an object with the card's fields, found {found}",
  "data-beside-used": "expected an object, found {found}; the fields beside it are used",
  "beside-data-used": 'is empty; "{name}" beside "data" is used',
  "copy-skipped": "{problem} Another copy of the card in the same picture is used.",

  "file-unreadable":
    "{file}: can't be read ({reason}). Check that the user who runs the bot may read it.",
  "same-name": "{file}: {other} holds a character of the same name. Rename one of the files.",
  "used-as-before": "{problem} Until it is repaired, the version from before is used.",
  "picture-without-card":
    "{file}: the picture carries no character card. Put its card beside it as {card}, or save the card as PNG again.",
  "picture-unshowable": "{file}: the picture can't be shown ({reason}). Save it as PNG again.",

  // Why a file is no card.
  "holds-other": "it holds {found}",
  "no-card-fields": "it has none of a card's fields",
  "other-description":
    "it has a name or a description, as many files do, and nothing else of a character",
  "is-lorebook": "it is a lorebook",
  "no-card-in-archive": "the archive has no {path}",

  // Why an archive can't be read.
  "directory-missing": "its directory is missing",
  "directory-displaced": "its directory is out of place",
  "directory-damaged": "its directory is damaged",
  "twice-in-archive": "it is in the archive twice",
  "not-where-listed": "it isn't where the directory says",
  "cut-off": "it is cut off",
  "packed-otherwise": "it is packed in a way that cards don't use",
  damaged: "it is damaged",

  // Why a persona won't do.
  "persona-nameless": "A persona needs a name.",
  "persona-name-long":
    "The persona's name has {length} characters; the limit is {limit}. Shorten it.",
  "persona-pronouns-long":
    "The persona's pronouns have {length} characters; the limit is {limit}. Shorten it.",
  "persona-description-long":
    "The persona's description has {length} characters; the limit is {limit}. Shorten it.",
  "persona-depth": "The persona's depth is {depth}; give a whole number from 0 to {limit}.",

  // What is wrong with a preset.
  "preset-setting-unknown": 'there is no setting "{setting}"',
  "preset-setting-number": "{setting} is a number from {min} to {max}",
  "preset-setting-whole": "{setting} is a whole number from {min} to {max}",
  "preset-setting-one-of": "{setting} is one of {values}",
  "preset-setting-texts":
    "{setting} is a list of at most {count} texts, each of 1 to {length} characters",
  "one-and-other": "{one}; {other}",

  // What there is too much of.
  bytes: "{size}, allowed are {limit}",
  files: "it has {count} files, allowed are {limit}",
  brackets: "it has more than {limit} brackets",
  "values-or-text": "it has more than {limit} values or too much text",
  depth: "it is nested more than {limit} deep",
  values: "it has more than {limit} values",
  entries: "it has {count} entries; at most {limit} are read",
  "keys-of-entry": 'the entry "{entry}" has {count} keys; the limit is {limit}',
  "groups-of-entry": 'the entry "{entry}" is in {count} groups; the limit is {limit}',
  "key-of-entry": 'the entry "{entry}" has a key of {count} characters; the limit is {limit}',
  "content-of-entry":
    'the content of the entry "{entry}" has {count} characters; the limit is {limit}',
  "keys-of-book": "its keys have {count} characters; the limit is {limit}",
  "contents-of-book": "its contents have {count} characters; the limit is {limit}",
  megabytes: "a chat of more than {limit} MB isn't read",
  lines: "a chat of more than {limit} lines isn't read",

  // Lorebooks.
  book: "book",
  entry: "entry {number}",
  "entry-by-key": 'entry "{key}"',
  about: "{subject}: {what}",
  "named-field": '"{field}" {what}',
  "should-be-text": "should be text",
  "should-be-text-left-out": "should be text; it is left out",
  "should-be-list-split": "should be a list; it is split at the commas",
  "should-be-list-left-out": "should be a list; it is left out",
  "should-hold-text": "should hold text alone",
  "should-be-object-left-out": "should be an object; it is left out",
  "should-be-flag": "should be true or false",
  "should-be-flag-ignored": "should be true or false; it is ignored",
  "should-be-number": "should be a number",
  "should-be-number-ignored": "should be a number; it is ignored",
  "should-be-between": "should be between {min} and {max}",
  "unknown-value": "has an unknown value; it is ignored",
  "no-content": '"content" is missing; the entry says nothing',
  "entry-skipped": "is not an object; it is skipped",
  "id-taken": 'the id "{id}" is taken; it is "{other}" here',
  "never-selected":
    "is selective without secondary keys, so KoboldAI never uses it; it is switched off",
  "more-warnings": "{count} further warnings are left out",
  "key-unusable": '"{entry}": the key {key} {why}; it never matches',

  // Why a key never matches.
  "empty-once-expanded": "is empty once its macros are expanded",
  "back-reference": "uses a back-reference, which can't be matched in bounded time",
  lookahead: "uses lookahead, which can't be matched in bounded time",
  lookbehind: "uses a lookbehind that can't be matched in bounded time",
  "pattern-too-large": "is too large",
  "no-regex": "is not a valid regular expression",

  // What a search of the lore ran into.
  "patterns-skipped":
    "Some regex keys were not tried: all of them together would have taken too long.",
  "recursion-stopped": "Recursion was stopped after {count} sweeps.",

  // Why a file is no lorebook.
  "no-list-of-entries": '"{field}" should be a list of entries',
  "no-entries": "it is no list of entries",
  "no-object": "it is not an object",

  // Why a line of a chat can't be read.
  "not-of-a-chat": "neither a turn nor about a chat; expected a chat of SillyTavern as JSONL",
  "not-json": "not valid JSON",
  "json-object-expected": "expected a JSON object",
  "field-odd": "{field}: {what}",
} as const;

export type RemarkCode = keyof typeof englishRemarks;

export function remark(code: RemarkCode, values: RemarkValues = {}): Remark {
  return { code, values };
}

/** The remark as logs and the command line say it. */
export function inEnglish(of: Remark): string {
  return remarkText(of, englishRemarks);
}
