import fc from "fast-check";
import { expect, test } from "vitest";
import { stripThinking } from "../../../../src/roleplay/reply/strip-thinking.ts";

test.each([
  ["no thinking", "Hello.", "Hello."],
  ["one block", "<think>hm</think>Hello.", "Hello."],
  ["in any case", "<THINK>hm</Think>Hello.", "Hello."],
  ["another name for it", "<reasoning>hm</reasoning>Hello.", "Hello."],
  ["a channel", "<|channel>thought\nhm<channel|>Hello.", "Hello."],
  ["two blocks", "<think>a</think>Hel<think>b</think>lo.", "Hello."],
  ["an opening that was in the prompt", "hm, let me see</think>Hello.", "Hello."],
  ["a block that never closes", "Hello.<think>hm", "Hello."],
  ["nothing but thinking", "<think>hm</think>", ""],
  ["a tag of something else", "<thin>Hello.</thin>", "<thin>Hello.</thin>"],
])("%s", (_, raw, expected) => {
  expect(stripThinking(raw, { final: true })).toBe(expected);
});

test("an end that may become a mark is held back while the text grows", () => {
  expect(stripThinking("Hello <thi", { final: false })).toBe("Hello ");
  expect(stripThinking("Hello <thi", { final: true })).toBe("Hello <thi");
});

test("while a text with whole blocks grows, nothing of a block is ever shown", () => {
  const spoken = fc.constantFrom("Hello. ", "Sit < down ", "1 > 2 ", "\n");
  const block = fc.constantFrom("<think>SECRET</think>", "<Thinking>SECRET</Thinking>");
  fc.assert(
    fc.property(fc.array(fc.oneof(spoken, block), { maxLength: 12 }), fc.nat(), (parts, at) => {
      const raw = parts.join("");
      const shown = stripThinking(raw.slice(0, at % (raw.length + 1)), { final: false });
      expect(shown).not.toMatch(/SECRE|think/i);
      expect(stripThinking(raw, { final: true }).startsWith(shown)).toBe(true);
    }),
  );
});
