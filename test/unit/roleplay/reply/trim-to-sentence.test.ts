import { expect, test } from "vitest";
import { trimToSentence } from "../../../../src/roleplay/reply/trim-to-sentence.ts";

test.each([
  ["Come in. Sit down and", "Come in."],
  ["Come in.", "Come in."],
  ["no end at all", "no end at all"],
  ['She said: "Come in." Then she', 'She said: "Come in."'],
  ["*She smiles.* Wel", "*She smiles.*"],
  ["She smiles. *leans over the", "She smiles."],
  ['Come in. "Sit', "Come in."],
  ["请进。坐下来", "请进。"],
  ["Welcome 🐉 and then", "Welcome 🐉"],
  ["*leans", "*leans"],
  ["", ""],
])("%j becomes %j", (text, expected) => {
  expect(trimToSentence(text)).toBe(expected);
});
