import { expect, test } from "vitest";
import {
  characterLabel,
  completeCharacter,
} from "../../../../src/discord/commands/character-option.ts";
import { completeBook } from "../../../../src/discord/commands/lore/book-option.ts";
import { aCharacter } from "../../../support/character.ts";

const german = { locale: "de" };
const french = { locale: "fr" };

const plain = { personality: "", scenario: "", exampleDialogue: "" };
const vesper = aCharacter({
  ...plain,
  id: "vesper",
  name: "Vesper",
  description: "x".repeat(7000),
});

test("a choice tells how much of a prompt a character takes, in the person's way of writing", () => {
  expect(characterLabel(vesper, { locale: "en-US" })).toBe("Vesper — ≈ 2,000 tokens");
  expect(characterLabel(vesper, german)).toBe("Vesper — ≈ 2.000 Token");
  expect(characterLabel(vesper, french)).toMatch(/^Vesper — ≈ 2\s000 tokens$/u);
});

test("a name makes room for what is told of it, and what it is for adults is never cut", () => {
  const long = aCharacter({ ...vesper, name: "V".repeat(200), tags: ["nsfw"] });
  const label = characterLabel(long, german);
  expect(label).toHaveLength(100);
  expect(label).toMatch(/^V+… — ≈ 2\.000 Token · NSFW$/);
});

test("who fits is found by the name alone, not by what is told of it", () => {
  const library = { list: () => [vesper], get: () => vesper };
  expect(completeCharacter("vesp", library, german)).toHaveLength(1);
  expect(completeCharacter("token", library, german)).toEqual([]);
});

test("a lorebook tells its size, but for the one in a card", () => {
  const books = [
    { id: "1", name: "Harbour", bytes: 2049 },
    { id: "own", name: "Harbour of the card" },
  ];
  expect(completeBook("harb", books).map(({ name }) => name)).toEqual([
    "Harbour — 3 KiB",
    "Harbour of the card",
  ]);
});
