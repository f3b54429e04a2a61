import fc from "fast-check";
import { expect, test } from "vitest";
import { cutLoop } from "../../../../src/roleplay/reply/cut-loop.ts";

test.each([
  [
    "a sentence three times",
    "Hello. Come in, love. Come in, love. Come in, love.",
    "Hello. Come in, love.",
  ],
  ["an incomplete last time", "Go on then. Go on then. Go on then. Go on th", "Go on then."],
  ["twice is no loop", "Come in, love. Come in, love.", "Come in, love. Come in, love."],
  ["laughter is no loop", "ha ha ha ha ha ha ha ha ha ha ha", "ha ha ha ha ha ha ha ha ha ha ha"],
  ["a line is no loop", "----------------------------------", "----------------------------------"],
])("%s", (_, text, expected) => {
  expect(cutLoop(text)).toBe(expected);
});

test("what is left is always the beginning of the text", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(text.startsWith(cutLoop(text))).toBe(true);
    }),
  );
});
