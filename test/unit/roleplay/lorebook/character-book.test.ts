import { describe, expect, test } from "vitest";
import { readCharacterBook } from "../../../../src/roleplay/lorebook/read-character-book.ts";
import {
  writeCharacterBook,
  writeStandaloneLorebook,
} from "../../../../src/roleplay/lorebook/write-character-book.ts";
import { inEnglish } from "../../../../src/roleplay/remarks.ts";

const fullEntry = {
  keys: ["dragon", "wyrm"],
  content: "@@depth 2\nIt breathes fire.",
  extensions: { "vendor/thing": { nested: [1, null] } },
  enabled: true,
  insertion_order: 7,
  case_sensitive: true,
  use_regex: false,
  constant: false,
  name: "Dragon",
  priority: 3,
  id: 12,
  comment: "the big one",
  selective: true,
  secondary_keys: ["cave"],
  position: "after_char",
};

const fullBook = {
  name: "Beasts",
  description: "All of them.",
  scan_depth: 5,
  token_budget: 400,
  recursive_scanning: true,
  extensions: { shelf: 3 },
  future_field: "kept",
  entries: [fullEntry],
};

function readOne(entry: Record<string, unknown>) {
  const { book, warnings } = readCharacterBook({ entries: [entry] });
  return { entry: book.entries[0], warnings };
}

describe("reading a character book", () => {
  test("takes every field of the specification", () => {
    const { book, warnings } = readCharacterBook(fullBook);
    expect(warnings).toEqual([]);
    expect(book).toMatchObject({
      name: "Beasts",
      description: "All of them.",
      scanDepth: 5,
      tokenBudget: 400,
      recursiveScanning: true,
      extensions: { shelf: 3 },
    });
    expect(book.entries[0]).toMatchObject({
      id: "12",
      keys: ["dragon", "wyrm"],
      content: "@@depth 2\nIt breathes fire.",
      enabled: true,
      insertionOrder: 7,
      caseSensitive: true,
      useRegex: false,
      constant: false,
      name: "Dragon",
      priority: 3,
      comment: "the big one",
      selective: true,
      secondaryKeys: ["cave"],
      position: "afterChar",
    });
  });

  test("takes what SillyTavern keeps under extensions", () => {
    const { entry } = readOne({
      ...fullEntry,
      extensions: {
        position: 4,
        depth: 2,
        role: 1,
        selectiveLogic: 3,
        probability: 50,
        useProbability: true,
        exclude_recursion: true,
        prevent_recursion: true,
        delay_until_recursion: true,
        group: "a, b",
        group_override: true,
        group_weight: 20,
        use_group_scoring: true,
        scan_depth: 9,
        match_whole_words: true,
        sticky: 1,
        cooldown: 2,
        delay: 3,
        display_index: 4,
        automation_id: "x",
        vectorized: true,
        ignore_budget: true,
        match_scenario: true,
        triggers: ["swipe"],
        character_filter: { isExclude: true, names: ["Rosie"], tags: [] },
      },
    });
    expect(entry).toMatchObject({
      position: "atDepth",
      depth: 2,
      role: "user",
      selectiveLogic: "andAll",
      probability: 50,
      excludeRecursion: true,
      preventRecursion: true,
      delayUntilRecursion: 1,
      group: "a, b",
      groupOverride: true,
      groupWeight: 20,
      useGroupScoring: true,
      scanDepth: 9,
      matchWholeWords: true,
      caseSensitive: true,
      sticky: 1,
      cooldown: 2,
      delay: 3,
      displayIndex: 4,
      automationId: "x",
      vectorized: true,
      ignoreBudget: true,
      matchScenario: true,
      triggers: ["swipe"],
      characterFilter: { exclude: true, names: ["Rosie"], tags: [] },
    });
  });

  test("doesn't take use_regex at its word in SillyTavern's exports, where every entry has it", () => {
    const exported = { ...fullEntry, use_regex: true, extensions: { selectiveLogic: 0 } };
    expect(readOne(exported).entry?.useRegex).toBe(false);
    expect(readOne({ ...fullEntry, use_regex: true }).entry?.useRegex).toBe(true);
  });

  const malformed: [string, Record<string, unknown>, Record<string, unknown>][] = [
    ["keys as one text with commas", { keys: "dragon, wyrm" }, { keys: ["dragon", "wyrm"] }],
    ["empty keys", { keys: ["", "dragon"] }, { keys: ["dragon"] }],
    ["keys that are numbers", { keys: [7] }, { keys: ["7"] }],
    ["a position by number", { position: 1 }, { position: "afterChar" }],
    ["an unknown position", { position: "above" }, { position: "beforeChar" }],
    ["numbers as text", { insertion_order: "7" }, { insertionOrder: 7 }],
    ["numbers that are none", { insertion_order: "soon" }, { insertionOrder: 100 }],
    ["flags as text", { enabled: "false" }, { enabled: false }],
    ["null instead of text", { comment: null }, { comment: "" }],
    ["an object instead of text", { comment: {} }, { comment: "" }],
    ["Windows newlines", { content: "a\r\nb\rc" }, { content: "a\nb\nc" }],
    ["no enabled field", { enabled: undefined }, { enabled: true }],
    ["extensions that are a list", { extensions: [] }, { extensions: {} }],
    ["an id that is text", { id: "dragon" }, { id: "dragon" }],
  ];
  test.each(malformed)("understands %s", (_, fields, expected) => {
    expect(readOne({ ...fullEntry, ...fields }).entry).toMatchObject(expected);
  });

  test("warns of what it had to guess, naming entry and field", () => {
    expect(
      readOne({ ...fullEntry, insertion_order: "7", keys: "a,b" }).warnings.map(inEnglish),
    ).toEqual([
      'entry 1: "keys" should be a list; it is split at the commas',
      'entry 1: "insertion_order" should be a number',
    ]);
    expect(readOne({ ...fullEntry, insertion_order: "first" }).warnings.map(inEnglish)).toEqual([
      'entry 1: "insertion_order" should be a number; it is ignored',
    ]);
  });

  test("takes entries from an object by the numbers of their keys", () => {
    const { book } = readCharacterBook({
      entries: { "10": { comment: "b" }, "9": { comment: "a" } },
    });
    expect(book.entries.map(({ comment }) => comment)).toEqual(["a", "b"]);
  });

  test("takes an empty object as a book without entries", () => {
    expect(readCharacterBook({}).book.entries).toEqual([]);
  });

  test("gives entries with the same id ids of their own", () => {
    const { book, warnings } = readCharacterBook({ entries: [fullEntry, fullEntry] });
    expect(book.entries.map(({ id }) => id)).toEqual(["12", "12#2"]);
    expect(warnings.map(inEnglish)).toEqual(['entry 2: the id "12" is taken; it is "12#2" here']);
  });

  test("skips entries that are no objects, with a warning", () => {
    const { book, warnings } = readCharacterBook({ entries: [null, fullEntry, "x"] });
    expect(book.entries).toHaveLength(1);
    expect(warnings.map(inEnglish)).toEqual([
      "entry 1: is not an object; it is skipped",
      "entry 3: is not an object; it is skipped",
    ]);
  });

  test("keeps the list of warnings short", () => {
    const entries = Array.from({ length: 300 }, () => null);
    const { warnings } = readCharacterBook({ entries });
    expect(warnings).toHaveLength(101);
    expect(warnings.map(inEnglish).at(-1)).toBe("200 further warnings are left out");
  });
});

describe("the limits of a lorebook", () => {
  test.each([
    ["entries", { entries: Array.from({ length: 10_001 }, () => ({})) }, /it has 10001 entries/],
    [
      "keys of an entry",
      { entries: [{ name: "Big", keys: Array.from({ length: 501 }, String) }] },
      /the entry "Big" has 501 keys/,
    ],
    [
      "the length of a key",
      { entries: [{ name: "Big", keys: ["x".repeat(2_001)] }] },
      /a key of 2001 characters/,
    ],
    [
      "the length of a content",
      { entries: [{ name: "Big", content: "x".repeat(200_001) }] },
      /the content of the entry "Big"/,
    ],
    [
      "groups of an entry",
      {
        entries: [
          { name: "Big", extensions: { group: Array.from({ length: 51 }, String).join() } },
        ],
      },
      /the entry "Big" is in 51 groups/,
    ],
    [
      "all keys together",
      { entries: Array.from({ length: 600 }, () => ({ keys: ["x".repeat(1_000)] })) },
      /its keys have 600000 characters/,
    ],
    [
      "all contents together",
      { entries: Array.from({ length: 60 }, () => ({ content: "x".repeat(190_000) })) },
      /its contents have 11400000 characters/,
    ],
  ])("bound %s, with an error that names what is too large", (_, file, message) => {
    expect(() => readCharacterBook(file)).toThrow(message);
  });
});

describe("writing a character book", () => {
  test("gives back what was read, unknown fields included", () => {
    expect(writeCharacterBook(readCharacterBook(fullBook).book)).toEqual(fullBook);
  });

  test("leaves what nobody changed as it stands, however oddly", () => {
    const entry = {
      ...fullEntry,
      keys: "a, b",
      insertion_order: "7",
      extensions: { case_sensitive: null, depth: "4" },
    };
    expect(
      writeCharacterBook(readCharacterBook({ ...fullBook, entries: [entry] }).book)["entries"],
    ).toEqual([entry]);
  });

  test("writes what was changed, and where it was read from", () => {
    const { book } = readCharacterBook(fullBook);
    const entries = book.entries.map((entry) => ({
      ...entry,
      keys: ["new"],
      position: "atDepth" as const,
      sticky: 4,
    }));
    expect(writeCharacterBook({ ...book, name: "New", entries })).toMatchObject({
      name: "New",
      entries: [
        {
          ...fullEntry,
          keys: ["new"],
          position: "after_char",
          extensions: { ...fullEntry.extensions, position: 4, sticky: 4 },
        },
      ],
    });
  });

  test("gives a new entry every field that the specification demands", () => {
    const { book } = readCharacterBook({ entries: [{}] });
    expect(writeCharacterBook(book)["entries"]).toEqual([
      {
        keys: [],
        content: "",
        extensions: {},
        enabled: true,
        insertion_order: 100,
        use_regex: false,
      },
    ]);
  });

  test("strips decorators for V2", () => {
    const { book } = readCharacterBook(fullBook);
    expect(writeCharacterBook(book, "v2")["entries"]).toMatchObject([
      { content: "It breathes fire." },
    ]);
  });

  test("as a file of its own has V3's frame", () => {
    const { book } = readCharacterBook(fullBook);
    expect(writeStandaloneLorebook(book)).toEqual({ spec: "lorebook_v3", data: fullBook });
  });
});
