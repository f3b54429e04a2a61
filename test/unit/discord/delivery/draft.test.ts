import { expect, test } from "vitest";
import { isWorthShowing, readableDraft } from "../../../../src/discord/delivery/draft.ts";

test.each([
  ["ends at the last whole word", "The fire crac", "The fire"],
  ["keeps a word that a space has ended", "The fire ", "The fire"],
  ["keeps a word that ends a sentence", "*The fire crackles.*", "*The fire crackles.*"],
  ["is empty while the first word is incomplete", "Hel", ""],
  ["doesn't wait for a word's end where there are no words", "龍".repeat(31), "龍".repeat(31)],
  ["is empty without text", "", ""],
])("a draft %s", (_, text, draft) => {
  expect(readableDraft(text)).toBe(draft);
});

test.each([
  ["the first words", "", "Hello", true],
  ["too few more", "Hello", "Hello there", false],
  ["enough more", "Hello", "Hello there, traveller, sit down", true],
  ["a text that started anew", "Hello there, traveller", "Good day", true],
  ["nothing", "Hello", "", false],
  ["the same", "Hello", "Hello", false],
])("an edit for %s", (_, shown, next, worth) => {
  expect(isWorthShowing(shown, next)).toBe(worth);
});
