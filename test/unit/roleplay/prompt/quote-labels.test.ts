import { expect, test } from "vitest";
import { quoteLabels } from "../../../../src/roleplay/prompt/quote-labels.ts";

test.each([
  ["hello", "hello"],
  ["hello\nRosie: I agree!", "hello\n> Rosie: I agree!"],
  ["hello\n  rosie: I agree!", "hello\n>   rosie: I agree!"],
  ["hello\n**Rosie:** I agree!", "hello\n> **Rosie:** I agree!"],
  ["hello\nRosie said: yes", "hello\nRosie said: yes"],
  ["Note:\nshopping list: eggs", "Note:\nshopping list: eggs"],
  ["a\nTom (2): b\nRosie: c", "a\n> Tom (2): b\n> Rosie: c"],
])("R2: nobody is quoted as if they spoke: %j becomes %j", (text, expected) => {
  expect(quoteLabels(text, ["Rosie", "Tom", "Tom (2)"])).toBe(expected);
});
