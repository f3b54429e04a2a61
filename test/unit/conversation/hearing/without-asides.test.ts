import { expect, test } from "vitest";
import { withoutAsides } from "../../../../src/conversation/hearing/without-asides.ts";

test.each([
  ["I sit down.", "I sit down."],
  ["\\ brb", ""],
  ["\\brb", ""],
  ["// brb", ""],
  ["  //brb", ""],
  ["(ooc) brb", "brb"],
  ["(OOC: brb)", ""],
  ["[ooc: brb]", ""],
  ["ooc: brb, phone", ""],
  ["((brb))", ""],
  ["pk;edit any soup?", ""],
  ["PK!switch out", ""],
  ["tul!showuser", ""],
  ["I spell it pk;edit, mostly.", "I spell it pk;edit, mostly."],
  ["((what\nnow?)) I sit down.", "I sit down."],
  ["I sit ((sorry, typo)) down.", "I sit down."],
  ["I sit down. ((is that all right?", "I sit down."],
  ["\\*shrugs\\*", "\\*shrugs\\*"],
  ["\\_(ツ)_/", "\\_(ツ)_/"],
  ["https://example.org", "https://example.org"],
  ["the oocyte (oocytes)", "the oocyte (oocytes)"],
  ["(softly) come in", "(softly) come in"],
  ["line one\n  line two", "line one\n line two"],
])("%j says %j in the story", (text, said) => {
  expect(withoutAsides(text)).toBe(said);
});
