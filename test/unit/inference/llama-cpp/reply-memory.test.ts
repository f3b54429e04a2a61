import type { Token } from "node-llama-cpp";
import { expect, test } from "vitest";
import { ReplyMemory } from "../../../../src/inference/llama-cpp/reply-memory.ts";

/** Tokens 1, 2, 3, … for the given pieces; a piece of null belongs to the next one's character. */
function sampled(...pieces: readonly (string | null)[]) {
  let text = "";
  return {
    tokens: pieces.map((_piece, index) => (index + 1) as Token),
    ends: pieces.map((piece) => {
      text += piece ?? "";
      return piece === null ? undefined : text.length;
    }),
    text: pieces.join(""),
  };
}

test("a reply that comes back as it was gets its own tokens", () => {
  const memory = new ReplyMemory();
  memory.remember(sampled("Rosie:", " Hel", "lo."));
  expect(memory.recall("Rosie: Hello.")).toEqual({ tokens: [1, 2, 3], length: 13 });
});

test("one that was changed gets them up to the change", () => {
  const memory = new ReplyMemory();
  memory.remember(sampled("Rosie:", " Hel", "lo."));
  expect(memory.recall("Rosie: Help!")).toEqual({ tokens: [1, 2], length: 10 });
});

test("half a character is never taken", () => {
  const memory = new ReplyMemory();
  memory.remember(sampled("a", null, "é", "b"));
  expect(memory.recall("a!")).toEqual({ tokens: [1], length: 1 });
  expect(memory.recall("aé")).toEqual({ tokens: [1, 2, 3], length: 2 });
});

test("the reply with the most in common is taken", () => {
  const memory = new ReplyMemory();
  memory.remember(sampled("Rosie:", " Yes."));
  memory.remember(sampled("Ros", "ie: No."));
  expect(memory.recall("Rosie: No.")?.length).toBe(10);
});

test("what nobody said is unknown, and so is everything once it is cleared", () => {
  const memory = new ReplyMemory();
  memory.remember(sampled("Rosie:", " Yes."));
  expect(memory.recall("Tom: Hi")).toBeUndefined();
  memory.clear();
  expect(memory.recall("Rosie: Yes.")).toBeUndefined();
});
