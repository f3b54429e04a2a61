import { describe, expect, test } from "vitest";
import { activateEntries } from "../../../../src/roleplay/lorebook/activate-entries.ts";
import { readLorebook } from "../../../../src/roleplay/lorebook/read-lorebook.ts";
import { writeCharacterBook } from "../../../../src/roleplay/lorebook/write-character-book.ts";
import { inEnglish } from "../../../../src/roleplay/remarks.ts";
import { activeIds, anActivation } from "../../../support/lorebook.ts";

function fires(file: unknown, turn: string): boolean {
  const { book } = readLorebook(file);
  const input = anActivation([], { turns: [turn], books: [{ id: "b", source: "shared", book }] });
  return activeIds(activateEntries(input)).length > 0;
}

describe("KoboldAI's world info", () => {
  const item = {
    key: "dragon, wyrm",
    keysecondary: "cave, gold",
    content: "It breathes fire.",
    comment: "Dragon",
    folder: "1",
    selective: true,
    constant: false,
  };

  test("is read from a saved story", () => {
    const { book, warnings } = readLorebook({
      gamestarted: true,
      worldinfo: [item],
      wifolders_d: { "1": { name: "Beasts" } },
    });
    expect(warnings).toEqual([]);
    expect(book).toMatchObject({
      scanDepth: 3,
      recursiveScanning: false,
      source: { format: "koboldai" },
    });
    expect(book.entries[0]).toMatchObject({
      keys: ["dragon", "wyrm"],
      secondaryKeys: ["cave", "gold"],
      selective: true,
      content: "It breathes fire.",
      comment: "Dragon",
      extensions: { "hearthside/koboldai": { folder: "1", folderName: "Beasts" } },
    });
  });

  test.each([
    [{ wisearchdepth: 0 }, 10_000, null],
    [{ wisearchdepth: 512 }, 3, null],
    [{ wisearchdepth: 8192, savedsettings: { case_sensitive_wi: true } }, 41, true],
    [{ case_sensitive_wi: false }, 3, false],
  ])("is looked for as Lite's story %j says", (settings, scanDepth, caseSensitive) => {
    const { book, warnings } = readLorebook({ worldinfo: [item], ...settings });
    expect(book).toMatchObject({ scanDepth, entries: [{ caseSensitive }] });
    expect(warnings).toEqual([]);
  });

  test("of a wrong type is named with its field", () => {
    const { warnings } = readLorebook([{ key: "dragon", content: "x", probability: "often" }]);
    expect(warnings.map(inEnglish)).toEqual([
      'entry 1: "probability" should be a number; it is ignored',
    ]);
  });

  test("is read from United's form with lists", () => {
    const { book } = readLorebook({
      worldinfo_v2: { entries: { "0": { key: ["dragon"], content: "x" } } },
    });
    expect(book.entries[0]?.keys).toEqual(["dragon"]);
  });

  test("is read from a list by itself, as AI Dungeon writes it", () => {
    const { book } = readLorebook([{ keys: "dragon, wyrm", entry: "It breathes fire." }]);
    expect(book.entries[0]).toMatchObject({
      keys: ["dragon", "wyrm"],
      content: "It breathes fire.",
    });
  });

  test("that is selective without secondary keys never fires there, so it is off here", () => {
    const { book, warnings } = readLorebook([
      { key: "dragon", content: "x", selective: true, keysecondary: "" },
    ]);
    expect(book.entries[0]?.enabled).toBe(false);
    expect(warnings).toHaveLength(1);
  });

  test.each([
    ["a dragon", true],
    ["a dragon in a cave", false],
  ])("is kept out by its anti-keys: %j", (turn, expected) => {
    expect(fires([{ key: "dragon", keyanti: "cave", content: "Fire." }], turn)).toBe(expected);
  });

  test.each([
    [100, 100],
    [50, 49],
    [1, 0],
    [null, 100],
  ])("with the chance %j has %d of a hundred dice on its side", (probability, expected) => {
    const { book } = readLorebook([{ key: "dragon", content: "x", probability }]);
    expect(book.entries[0]?.probability).toBe(expected);
  });

  test("that is disabled stays disabled", () => {
    expect(fires([{ key: "dragon", content: "x", widisabled: true }], "dragon")).toBe(false);
  });
});

describe("a NovelAI lorebook", () => {
  const file = {
    lorebookVersion: 5,
    categories: [{ name: "Beasts" }],
    entries: [
      {
        id: "abc",
        displayName: "Dragon",
        text: "It breathes fire.",
        keys: ["dragon", "/wyrms?/"],
        enabled: true,
        forceActivation: false,
        searchRange: 1000,
        contextConfig: { budgetPriority: 300, insertionPosition: -1 },
        category: "beasts",
      },
      {
        displayName: "Rules",
        text: "Be brief.",
        keys: [],
        forceActivation: true,
        contextConfig: {},
      },
    ],
  };

  test("is read with its names, keys and priorities", () => {
    const { book, warnings } = readLorebook(file);
    expect(warnings).toEqual([]);
    expect(book.entries).toMatchObject([
      {
        id: "abc",
        name: "Dragon",
        content: "It breathes fire.",
        keys: ["dragon", "/wyrms?/"],
        priority: 300,
        insertionOrder: -300,
      },
      { name: "Rules", constant: true, priority: 400 },
    ]);
  });

  test("keeps what has no counterpart here", () => {
    const written = writeCharacterBook(readLorebook(file).book);
    expect(written).toMatchObject({
      extensions: { "hearthside/novelai": { categories: [{ name: "Beasts" }] } },
      entries: [
        { extensions: { "hearthside/novelai": { searchRange: 1000, category: "beasts" } } },
        {},
      ],
    });
  });

  test("fires by regex keys", () => {
    expect(fires({ ...file, entries: [file.entries[0]] }, "two wyrms")).toBe(true);
  });
});

describe("an Agnai memory book", () => {
  const book = (keyword: string) => ({
    kind: "memory",
    name: "Beasts",
    entries: [
      {
        name: "Dragon",
        entry: "Fire.",
        keywords: [keyword],
        priority: 5,
        weight: 2,
        enabled: true,
      },
    ],
  });

  test("is read with weight as order", () => {
    expect(readLorebook(book("dragon")).book).toMatchObject({
      name: "Beasts",
      entries: [
        { name: "Dragon", keys: ["dragon"], content: "Fire.", priority: 5, insertionOrder: 2 },
      ],
    });
  });

  test.each([
    ["dragon", "dragonfly", false],
    ["drag*", "a dragonfly", true],
    ["drag?n", "a dragon", true],
    ["drag?n", "a dragn", false],
    ["(drag*)", "a dragon", true],
  ])("matches whole words with wildcards: %j in %j", (keyword, turn, expected) => {
    expect(fires(book(keyword), turn)).toBe(expected);
  });
});

test("a RisuAI lorebook is read, folders switched off", () => {
  const { book } = readLorebook({
    type: "risu",
    ver: 1,
    data: [
      {
        key: "dragon, wyrm",
        secondkey: "cave",
        content: "Fire.",
        comment: "Dragon",
        selective: true,
        insertorder: 5,
        activationPercent: 50,
        mode: "normal",
      },
      { key: "", content: "Always.", comment: "Rules", alwaysActive: true, mode: "constant" },
      { key: "f1", content: "", comment: "Folder", mode: "folder" },
    ],
  });
  expect(book).toMatchObject({
    recursiveScanning: true,
    entries: [
      {
        keys: ["dragon", "wyrm"],
        secondaryKeys: ["cave"],
        selective: true,
        insertionOrder: 5,
        probability: 50,
      },
      { constant: true },
      { enabled: false },
    ],
  });
});
