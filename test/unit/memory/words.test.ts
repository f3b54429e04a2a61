import fc from "fast-check";
import { expect, test } from "vitest";
import { indexedText } from "../../../src/memory/indexed-text.ts";
import { isStopWord } from "../../../src/memory/words/stop-words.ts";
import { formsOf } from "../../../src/memory/words/word-forms.ts";
import { synonymsOf } from "../../../src/memory/words/word-synonyms.ts";
import { wordsOf } from "../../../src/memory/words/words-of.ts";

test.each([
  ["Tom's dog doesn't bark", ["tom", "dog", "does", "bark"]],
  ["Crème brûlée für Zoë", ["creme", "brulee", "fur", "zoe"]],
  ["it’s 5 o'clock", ["it", "5", "oclock"]],
  ["*waves* hello_there", ["waves", "hello", "there"]],
  ["", []],
])("the words of '%s'", (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test("a text without spaces is found by any word in it", () => {
  const spoken = new Set(wordsOf("私の猫は東京に住んでいます"));
  for (const pair of wordsOf("東京")) expect(spoken).toContain(pair);
  for (const pair of wordsOf("大阪")) expect(spoken).not.toContain(pair);
});

test("words have letters and digits alone, whatever they come from", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      for (const word of wordsOf(text)) expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
    }),
  );
});

test("words that only hold a sentence together are stop words, in three languages", () => {
  for (const word of ["what", "nicht", "avec", "t"]) expect(isStopWord(word)).toBe(true);
  for (const word of ["may", "dragon", "猫"]) expect(isStopWord(word)).toBe(word === "may");
});

test("irregular forms belong together", () => {
  expect(formsOf("bought")).toContain("buy");
  expect(formsOf("children")).toContain("child");
  expect(formsOf("dragon")).toEqual([]);
});

test("words that say the same are looked for together, and lead to each other", () => {
  expect(synonymsOf("scared")).toContain("afraid");
  expect(synonymsOf("afraid")).toContain("scared");
  expect(synonymsOf("dragonfly")).toEqual([]);
});

test("a turn that ends with a question asks, whatever stands around it", () => {
  expect(indexedText('*smiles* "And you?"').asks).toBe(true);
  expect(indexedText("Why? Because I say so.").asks).toBe(false);
  expect(indexedText("…").wordCount).toBe(0);
});
