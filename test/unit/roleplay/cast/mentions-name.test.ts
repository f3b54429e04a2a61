import { expect, test } from "vitest";
import { mentionsName } from "../../../../src/roleplay/cast/mentions-name.ts";

test.each([
  ["hey Rosie, any stew left?", "Rosie Oakhart", true],
  ["rosie oakhart!", "Rosie Oakhart", true],
  ["ROSIE?", "Rosie Oakhart", true],
  ["a rosier day", "Rosie Oakhart", false],
  ["prosie", "Rosie Oakhart", false],
  ["the captain is late", "Captain Quill", false],
  ["Captain Quill, sir!", "Captain Quill", true],
  ["dr. who?", "Dr. Lin", false],
  ["李雷，你好", "李雷", true],
  ["what is C++?", "C++", true],
  ["VESPER: status", "VESPER", true],
  ["nothing here", "", false],
])("%j calls %j: %s", (text, name, expected) => {
  expect(mentionsName(text, [name])).toBe(expected);
});
