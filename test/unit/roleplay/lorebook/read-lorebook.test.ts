import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UserError } from "../../../../src/lib/errors.ts";
import { activateEntries } from "../../../../src/roleplay/lorebook/activate-entries.ts";
import { describeOutcome } from "../../../../src/roleplay/lorebook/describe-outcome.ts";
import type { LorebookEntry } from "../../../../src/roleplay/lorebook/lorebook.ts";
import { readCharacterBook } from "../../../../src/roleplay/lorebook/read-character-book.ts";
import { readLorebook } from "../../../../src/roleplay/lorebook/read-lorebook.ts";
import { readWorldInfo } from "../../../../src/roleplay/lorebook/read-world-info.ts";
import { writeCharacterBook } from "../../../../src/roleplay/lorebook/write-character-book.ts";
import { writeWorldInfo } from "../../../../src/roleplay/lorebook/write-world-info.ts";
import { inEnglish } from "../../../../src/roleplay/remarks.ts";
import { anActivation } from "../../../support/lorebook.ts";

describe("the format of a lorebook", () => {
  const entry = { keys: ["a"], content: "b" };
  test.each([
    ["V3's frame", { spec: "lorebook_v3", data: { entries: [entry] } }, "character-book"],
    [
      "a card",
      { spec: "chara_card_v2", data: { character_book: { entries: [entry] } } },
      "character-book",
    ],
    ["the data of a card", { character_book: { entries: [entry] } }, "character-book"],
    ["a bare character book", { entries: [entry] }, "character-book"],
    ["a bare book without entries", { entries: [] }, "character-book"],
    ["world info", { entries: { "0": { uid: 0, key: ["a"] } } }, "world-info"],
    ["world info without entries", { entries: {} }, "world-info"],
    ["NovelAI", { lorebookVersion: 5, entries: [] }, "novelai"],
    ["NovelAI without a version", { entries: [{ text: "x", keys: ["a"] }] }, "novelai"],
    ["KoboldAI's story", { worldinfo: [] }, "koboldai"],
    ["a list of KoboldAI", [{ key: "a" }], "koboldai"],
    ["Agnai", { kind: "memory", entries: [] }, "agnai"],
    ["Agnai without a kind", { entries: [{ entry: "x", keywords: ["a"] }] }, "agnai"],
    ["RisuAI", { type: "risu", data: [] }, "risu"],
  ])("is told by its shape: %s", (_, file, format) => {
    expect(readLorebook(file).book.source.format).toBe(format);
  });

  test.each([
    [null],
    ["text"],
    [7],
    [[]],
    [{}],
    [{ entries: null }],
    [{ entries: "x" }],
    [{ spec: "chara_card_v2", data: {} }],
  ])("is refused when it is none: %j", (file) => {
    expect(() => readLorebook(file)).toThrow(/This is not a lorebook that can be read/);
  });

  test("comes with a warning for every key that never matches", () => {
    const keys = ["/drag(?=on)/", "/(a/i", "dragon"];
    expect(
      readLorebook({ entries: [{ comment: "Beast", keys, content: "x" }] }).warnings.map(inEnglish),
    ).toEqual([
      '"Beast": the key /drag(?=on)/ uses lookahead, which can\'t be matched in bounded time; it never matches',
      '"Beast": the key /(a/i is not a valid regular expression; it never matches',
    ]);
  });

  test("names the field that is wrong", () => {
    expect(() => readLorebook({ spec: "lorebook_v3", data: { entries: 3 } })).toThrow(
      'This is not a lorebook that can be read: "entries" should be a list of entries.',
    );
  });
});

describe("books of any kind", () => {
  const text = fc.string({ maxLength: 20 });
  const json = fc.dictionary(
    text.filter((key) => !["position", "depth"].includes(key)),
    fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>,
    { maxKeys: 3 },
  );
  const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
  const without = (value: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));

  const v3Entry = fc
    .record({
      keys: fc.array(text),
      content: text,
      extensions: json,
      enabled: fc.boolean(),
      insertion_order: fc.integer(),
      use_regex: fc.boolean(),
      case_sensitive: optional(fc.boolean()),
      constant: optional(fc.boolean()),
      name: optional(text),
      priority: optional(fc.integer()),
      id: optional(fc.oneof(fc.nat(), text)),
      comment: optional(text),
      selective: optional(fc.boolean()),
      secondary_keys: optional(fc.array(text)),
      position: optional(fc.constantFrom("before_char", "after_char")),
      x_unknown: optional(json),
    })
    .map(without);
  const v3Book = fc
    .record({
      name: optional(text),
      scan_depth: optional(fc.nat(100)),
      token_budget: optional(fc.nat()),
      recursive_scanning: optional(fc.boolean()),
      extensions: json,
      entries: fc.array(v3Entry, { maxLength: 5 }),
      y_unknown: optional(json),
    })
    .map(without);

  test("of V3 come back from a round trip as they were", () => {
    fc.assert(
      fc.property(v3Book, (book) => {
        const copy: unknown = JSON.parse(JSON.stringify(book));
        const written = writeCharacterBook(readLorebook({ spec: "lorebook_v3", data: copy }).book);
        expect(JSON.parse(JSON.stringify(written))).toEqual(copy);
      }),
    );
  });

  const worldInfo = fc
    .array(
      fc.record({
        key: fc.array(text),
        keysecondary: fc.array(text),
        content: text,
        comment: text,
        order: fc.integer(),
        position: fc.nat(7),
        selectiveLogic: fc.nat(3),
        disable: fc.boolean(),
        scanDepth: fc.option(fc.nat(50)),
        sticky: fc.option(fc.nat(50)),
        role: fc.option(fc.nat(2)),
        group: text,
        unknown: json,
      }),
      { maxLength: 5 },
    )
    .map((entries) => ({
      entries: Object.fromEntries(entries.map((entry, uid) => [String(uid), { uid, ...entry }])),
    }));

  test("of SillyTavern come back from a round trip as they were", () => {
    fc.assert(
      fc.property(worldInfo, (file) => {
        expect(writeWorldInfo(readLorebook(file).book)).toEqual(file);
      }),
    );
  });

  /** What an entry means, apart from how its file put it. */
  const meaning = (entry: LorebookEntry) => ({
    ...entry,
    id: "",
    comment: entry.comment || entry.name,
    extensions: {},
    raw: {},
    unknown: {},
  });

  test("say the same after they went through another format", () => {
    fc.assert(
      fc.property(worldInfo, v3Book, (file, book) => {
        const one = readWorldInfo(file).book;
        const oneBack = readCharacterBook(writeCharacterBook(one)).book;
        expect(oneBack.entries.map(meaning)).toEqual(one.entries.map(meaning));
        const other = readCharacterBook(book).book;
        const otherBack = readWorldInfo(writeWorldInfo(other)).book;
        expect(new Set(otherBack.entries.map(meaning))).toEqual(
          new Set(other.entries.map(meaning)),
        );
      }),
    );
  });

  test("that are hostile end in a clear error or in warnings, and activation ends too", () => {
    const evil = fc.constantFrom<unknown>(
      null,
      "",
      0,
      -1e300,
      Number.MAX_VALUE,
      "x".repeat(3_000),
      "/(a+)+$/",
      "/(?:(?:a{1,99}){1,99}){1,99}/",
      "{{char}}".repeat(200),
      "@@depth NaN\n@@@depth 1e999\n".repeat(50),
      [],
      {},
      [[[["x"]]]],
      "\u0000\ud800",
      JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}'),
      true,
    );
    const names = [
      "uid",
      "id",
      "key",
      "keys",
      "keysecondary",
      "secondary_keys",
      "content",
      "entry",
      "text",
      "order",
      "insertion_order",
      "position",
      "depth",
      "role",
      "probability",
      "group",
      "groupWeight",
      "sticky",
      "cooldown",
      "delay",
      "delayUntilRecursion",
      "scanDepth",
      "selectiveLogic",
      "characterFilter",
      "extensions",
      "use_regex",
      "constant",
      "selective",
      "contextConfig",
      "keywords",
      "keyanti",
      "triggers",
      "comment",
    ];
    const evilEntry = fc.dictionary(fc.constantFrom(...names), evil, { maxKeys: 12 });
    const evilList = fc.oneof(
      fc.array(fc.oneof(evilEntry, evil), { maxLength: 12 }),
      fc.dictionary(fc.string(), evilEntry, { maxKeys: 8 }),
      evil,
    );
    const evilFile = fc.oneof(
      evilList.map((entries) => ({ entries })),
      evilList.map((entries) => ({
        spec: "lorebook_v3",
        data: { entries, scan_depth: -5, token_budget: "x" },
      })),
      evilList.map((entries) => ({ lorebookVersion: 1, entries })),
      evilList.map((data) => ({ type: "risu", data })),
      evilList.map((worldinfo) => ({ worldinfo, wifolders_d: 7 })),
      evilList.map((entries) => ({ kind: "memory", entries })),
      evilList,
    );
    let errors = 0;
    let read = 0;
    fc.assert(
      fc.property(evilFile, (file) => {
        try {
          const { book, warnings } = readLorebook(file);
          const activation = activateEntries(
            anActivation([], {
              turns: [`${"a".repeat(2_000)}! x`],
              settings: {
                recursive: true,
                useGroupScoring: true,
                minActivations: 2,
                tokenBudget: 100,
              },
              books: [{ id: "b", source: "shared", book }],
            }),
          );
          for (const report of activation.entries)
            expect(describeOutcome(report)).toMatch(/^(Active|Not active): .+\.$/s);
          JSON.stringify([writeCharacterBook(book), writeWorldInfo(book), warnings]);
          read += 1;
        } catch (thrown) {
          if (!(thrown instanceof UserError) || thrown.message === "") throw thrown;
          errors += 1;
        }
      }),
      { numRuns: 600 },
    );
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    expect(read).toBeGreaterThan(100);
    expect(errors).toBeGreaterThan(20);
  });
});
