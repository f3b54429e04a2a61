import { describe, expect, test } from "vitest";
import { activateLore, type LoreScene } from "../../../../src/conversation/lore/activate-lore.ts";
import type { ShelvedBook } from "../../../../src/conversation/lore/bookshelf.ts";
import { parseLorebook } from "../../../../src/conversation/lore/parse-lorebook.ts";
import { recordLore } from "../../../../src/conversation/lore/record-lore.ts";
import { noLoreState } from "../../../../src/roleplay/lorebook/timed-effects.ts";
import { aCharacter } from "../../../support/character.ts";

function aBook(...entries: readonly object[]): ShelvedBook {
  const file = {
    entries: entries.map((entry, id) => ({ id, keys: ["goat"], content: `entry ${id}`, ...entry })),
  };
  const { book } = parseLorebook(JSON.stringify(file), "book");
  return { id: "book", name: "Goats", source: "shared", book };
}

function aScene(book: ShelvedBook, changes: Partial<LoreScene> = {}): LoreScene {
  return {
    books: [book],
    character: aCharacter({ name: "Rosie" }),
    user: "Tom",
    turns: [{ id: "1", speakerName: "Tom", text: "a goat!" }],
    counts: { user: 1, character: 0 },
    state: noLoreState,
    seed: "turn",
    characterName: "Rosie",
    persona: "",
    greeting: null,
    generation: "normal",
    contextFull: false,
    countTokens: (text) => Math.ceil(text.length / 4),
    contextSize: 8192,
    macros: {},
    authorsNoteShown: false,
    settings: {},
    ...changes,
  };
}

test("what whoever runs the bot decides about lorebooks counts", () => {
  const chain = [
    { content: "The goat eats thistles.", keys: ["goat"] },
    { content: "Thistles grow here.", keys: ["thistles"] },
  ];
  const book = aBook(...chain);
  expect(active(aScene(book))).toBe(1);
  expect(active(aScene(book, { settings: { recursive: true } }))).toBe(2);
  expect(active(aScene(book, { settings: { scanDepth: 0 } }))).toBe(0);
  expect(active(aScene(book, { settings: { caseSensitive: true, matchWholeWords: true } }))).toBe(
    1,
  );
  expect(active(aScene(book, { contextSize: 20, settings: { budgetPercent: 10 } }))).toBe(0);
  expect(active(aScene(book, { settings: { budgetCap: 1 } }))).toBe(0);
});

const active = (scene: LoreScene) =>
  activateLore(scene).entries.filter(({ outcome }) => outcome.active).length;

describe("lore for one reply", () => {
  test("is the same for the same turn, dice and macros included, and another for another turn", () => {
    const halves = Array.from({ length: 40 }, () => ({
      content: "{{user}} met {{random:one,two,three,four}} goats of {{char}}",
      extensions: { probability: 50, useProbability: true },
    }));
    const book = aBook(...halves);
    const lore = (seed: string) => activateLore(aScene(book, { seed })).lore;
    expect(lore("turn")).toEqual(lore("turn"));
    expect(lore("turn")).not.toEqual(lore("other turn"));
    expect(JSON.stringify(lore("turn"))).toMatch(/Tom met (one|two|three|four) goats of Rosie/);
  });

  test.each([
    { contextSize: 400, charactersPerToken: 4, fits: 1 },
    { contextSize: 800, charactersPerToken: 4, fits: 2 },
    { contextSize: 400, charactersPerToken: 8, fits: 2 },
    { contextSize: 400, charactersPerToken: 2, fits: 0 },
  ])(
    "takes a quarter of $contextSize tokens at $charactersPerToken characters each: $fits entries",
    ({ contextSize, charactersPerToken, fits }) => {
      const long = { content: "x".repeat(400) };
      const countTokens = (text: string) => Math.ceil(text.length / charactersPerToken);
      expect(active(aScene(aBook(long, long, long), { contextSize, countTokens }))).toBe(fits);
    },
  );

  test.each([
    { what: "greeting", content: "@@is_greeting 1\nHi.", keys: ["goat"] },
    { what: "generation", content: "Hi.", keys: ["goat"], extensions: { triggers: ["swipe"] } },
    {
      what: "persona",
      content: "Hi.",
      keys: ["smith"],
      extensions: { match_persona_description: true },
    },
  ])("depends on the $what of the scene", ({ what, ...entry }) => {
    const scene = { greeting: 1, generation: "swipe", persona: "A smith." } as const;
    const other = { greeting: 0, generation: "normal", persona: "A cook." } as const;
    expect(active(aScene(aBook(entry), scene))).toBe(1);
    expect(
      active(aScene(aBook(entry), { ...scene, [what]: other[what as keyof typeof other] })),
    ).toBe(0);
  });

  test("is recorded with what fired and what nearly did", () => {
    const book = aBook(
      {},
      { keys: ["whale"] },
      { extensions: { probability: 0, useProbability: true } },
    );
    const { entries, tokens } = recordLore(activateLore(aScene(book)), [book]);
    expect(entries.map(({ title, active }) => [title, active])).toEqual([
      ["goat", true],
      ["goat", false],
    ]);
    expect(entries[0]).toMatchObject({ bookName: "Goats", place: "beforeChar", tokens });
    expect(entries[0]?.why).toContain('"goat"');
    expect(entries[1]?.why).toContain("its chance is 0 percent");
  });
});
