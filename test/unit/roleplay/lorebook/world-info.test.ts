import { describe, expect, test } from "vitest";
import { readCharacterBook } from "../../../../src/roleplay/lorebook/read-character-book.ts";
import { readWorldInfo } from "../../../../src/roleplay/lorebook/read-world-info.ts";
import { writeCharacterBook } from "../../../../src/roleplay/lorebook/write-character-book.ts";
import { writeWorldInfo } from "../../../../src/roleplay/lorebook/write-world-info.ts";

const fullEntry = {
  uid: 3,
  key: ["dragon", "/wyrm/i"],
  keysecondary: ["cave"],
  comment: "Dragon",
  content: "It breathes fire.",
  constant: false,
  vectorized: true,
  selective: true,
  selectiveLogic: 2,
  addMemo: true,
  order: 50,
  position: 4,
  disable: true,
  excludeRecursion: true,
  preventRecursion: true,
  delayUntilRecursion: 2,
  probability: 40,
  useProbability: true,
  depth: 3,
  outletName: "sky",
  group: "beasts",
  groupOverride: true,
  groupWeight: 30,
  scanDepth: 6,
  caseSensitive: true,
  matchWholeWords: false,
  useGroupScoring: true,
  automationId: "run",
  role: 2,
  sticky: 4,
  cooldown: 5,
  delay: 6,
  displayIndex: 1,
  ignoreBudget: true,
  triggers: ["continue"],
  characterFilter: { isExclude: true, names: ["Rosie"], tags: ["t"] },
  matchPersonaDescription: true,
  matchCharacterDescription: true,
  matchCharacterPersonality: true,
  matchCharacterDepthPrompt: true,
  matchScenario: true,
  matchCreatorNotes: true,
  extensions: { vendor: 1 },
  someFutureField: { kept: true },
};

const fullFile = { name: "Beasts", originalData: { any: "thing" }, entries: { "3": fullEntry } };

describe("reading world info", () => {
  test("takes every field of SillyTavern's files", () => {
    const { book, warnings } = readWorldInfo(fullFile);
    expect(warnings).toEqual([]);
    expect(book.name).toBe("Beasts");
    expect(book.entries[0]).toMatchObject({
      id: "3",
      keys: ["dragon", "/wyrm/i"],
      secondaryKeys: ["cave"],
      comment: "Dragon",
      content: "It breathes fire.",
      vectorized: true,
      selective: true,
      selectiveLogic: "notAny",
      insertionOrder: 50,
      position: "atDepth",
      enabled: false,
      excludeRecursion: true,
      preventRecursion: true,
      delayUntilRecursion: 2,
      probability: 40,
      depth: 3,
      outletName: "sky",
      group: "beasts",
      groupOverride: true,
      groupWeight: 30,
      scanDepth: 6,
      caseSensitive: true,
      matchWholeWords: false,
      useGroupScoring: true,
      automationId: "run",
      role: "assistant",
      sticky: 4,
      cooldown: 5,
      delay: 6,
      displayIndex: 1,
      ignoreBudget: true,
      triggers: ["continue"],
      characterFilter: { exclude: true, names: ["Rosie"], tags: ["t"] },
      matchPersonaDescription: true,
      matchCreatorNotes: true,
      extensions: { vendor: 1 },
    });
  });

  test.each([
    [0, "beforeChar"],
    [1, "afterChar"],
    [2, "authorsNoteTop"],
    [3, "authorsNoteBottom"],
    [4, "atDepth"],
    [5, "beforeExamples"],
    [6, "afterExamples"],
    [7, "outlet"],
  ])("knows position %d as %s", (position, expected) => {
    const { book } = readWorldInfo({ entries: { "0": { position } } });
    expect(book.entries[0]?.position).toBe(expected);
  });

  test("fills in SillyTavern's defaults", () => {
    const { book } = readWorldInfo({ entries: { "0": { key: ["a"] } } });
    expect(book.entries[0]).toMatchObject({
      id: "0",
      selective: true,
      selectiveLogic: "andAny",
      enabled: true,
      insertionOrder: 100,
      position: "beforeChar",
      depth: 4,
      probability: 100,
      useProbability: true,
      groupWeight: 100,
      sticky: 0,
      scanDepth: null,
    });
  });

  test("takes nulls as not decided", () => {
    const nulls = {
      scanDepth: null,
      caseSensitive: null,
      sticky: null,
      role: null,
      delayUntilRecursion: false,
    };
    expect(readWorldInfo({ entries: { "0": nulls } })).toMatchObject({
      warnings: [],
      book: {
        entries: [
          {
            scanDepth: null,
            caseSensitive: null,
            sticky: 0,
            role: "system",
            delayUntilRecursion: 0,
          },
        ],
      },
    });
  });

  test("takes the old files with folders and a list of entries", () => {
    const { book } = readWorldInfo({ folders: {}, entries: [{ uid: 5, key: ["a"] }] });
    expect(book.entries.map(({ id }) => id)).toEqual(["5"]);
  });
});

describe("writing world info", () => {
  test("gives back what was read, unknown fields included", () => {
    expect(writeWorldInfo(readWorldInfo(fullFile).book)).toEqual(fullFile);
  });

  test("writes what was changed and leaves the rest as it stands", () => {
    const { book } = readWorldInfo({ entries: { "3": { ...fullEntry, order: "50" } } });
    const entries = book.entries.map((entry) => ({ ...entry, enabled: true }));
    expect(writeWorldInfo({ ...book, entries })).toEqual({
      entries: { "3": { ...fullEntry, order: "50", disable: false } },
    });
  });

  test("numbers entries that have no number, and leaves those that have", () => {
    const { book } = readCharacterBook({ entries: [{ id: "x" }, { id: 0 }, { id: "y" }] });
    expect(Object.keys(writeWorldInfo(book)["entries"] as object)).toEqual(["0", "1", "2"]);
    expect(writeWorldInfo(book)["entries"]).toMatchObject({ "0": { uid: 0 }, "1": { uid: 1 } });
  });
});

describe("going from one format to the other and back", () => {
  test("loses nothing of world info", () => {
    const through = readCharacterBook(writeCharacterBook(readWorldInfo(fullFile).book)).book;
    expect(writeWorldInfo(through)).toEqual({
      ...fullFile,
      entries: {
        "3": {
          ...fullEntry,
          name: "",
          priority: null,
          useRegex: false,
          extensions: expect.objectContaining({ vendor: 1 }),
        },
      },
    });
    expect(through.entries[0]).toMatchObject({
      position: "atDepth",
      selectiveLogic: "notAny",
      cooldown: 5,
    });
  });

  test("writes a card's entry as SillyTavern does", () => {
    expect(writeCharacterBook(readWorldInfo(fullFile).book)["entries"]).toMatchObject([
      {
        id: 3,
        keys: ["dragon", "/wyrm/i"],
        secondary_keys: ["cave"],
        insertion_order: 50,
        enabled: false,
        comment: "Dragon",
        position: "after_char",
        extensions: {
          position: 4,
          exclude_recursion: true,
          delay_until_recursion: 2,
          display_index: 1,
          useProbability: true,
          selectiveLogic: 2,
          group_weight: 30,
          match_whole_words: false,
        },
      },
    ]);
  });

  test("loses nothing of a character book", () => {
    const book = {
      name: "Beasts",
      scan_depth: 4,
      token_budget: 100,
      recursive_scanning: false,
      extensions: { shelf: 3 },
      future: 1,
      entries: [
        {
          id: "dragon",
          keys: ["dragon"],
          content: "@@depth 2\nFire.",
          extensions: { vendor: [1] },
          enabled: true,
          insertion_order: 3,
          use_regex: true,
          priority: 9,
          name: "Dragon",
          comment: "memo",
          future: { deep: true },
        },
      ],
    };
    const read = readCharacterBook(book).book;
    const through = readWorldInfo(writeWorldInfo(read)).book;
    expect(through).toMatchObject({ scanDepth: 4, tokenBudget: 100, recursiveScanning: false });
    expect(through.entries[0]).toMatchObject({ useRegex: true, priority: 9, name: "Dragon" });
    expect(writeCharacterBook(through)).toMatchObject(book);
  });
});
