import { expect, test } from "vitest";
import { userText } from "../../../src/conversation/user-text.ts";

test.each([
  [" hi ", [], "hi"],
  ["look", ["cat.png"], "look\n*shares a file: cat.png*"],
  ["", ["a.png", "b.txt"], "*shares a file: a.png*\n*shares a file: b.txt*"],
  ["", [], ""],
])("%j with files %j reads %j", (text, attachmentNames, expected) => {
  expect(userText({ text, attachmentNames })).toBe(expected);
});
