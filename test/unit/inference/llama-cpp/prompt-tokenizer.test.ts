import type { Token } from "node-llama-cpp";
import { expect, test } from "vitest";
import { PromptTokenizer } from "../../../../src/inference/llama-cpp/prompt-tokenizer.ts";
import { ReplyMemory } from "../../../../src/inference/llama-cpp/reply-memory.ts";

const start = 1 as Token;
const mark = 2 as Token;

/** Letters are tokens; `<s>` and `<|end|>` are one token each where special tokens are read. */
function fakeModel(shouldPrependBosToken: boolean) {
  const calls: string[] = [];
  const letters = (text: string) => [...Buffer.from(text)] as Token[];
  return {
    calls,
    tokens: { bos: start, shouldPrependBosToken },
    tokenize(text: string, special?: boolean | "builtin") {
      calls.push(text);
      if (special !== true) return letters(text);
      return text.split(/(<s>|<\|end\|>)/).flatMap((piece) => {
        if (piece === "<s>") return [start];
        return piece === "<|end|>" ? [mark] : letters(piece);
      });
    },
  };
}

test("only what the template wrote becomes control tokens", () => {
  const tokens = new PromptTokenizer(fakeModel(false)).tokenize([
    { text: "a", special: true },
    { text: "<|end|>", special: false },
    { text: "<|end|>", special: true },
  ]);
  expect(tokens.filter((token) => token === mark)).toHaveLength(1);
  expect(tokens).toHaveLength(9);
});

test.each([
  ["<s>hi", true],
  ["hi", true],
  ["<s>hi", false],
] as const)("template %s, start token wanted %s: it is there once", (text, wanted) => {
  const tokens = new PromptTokenizer(fakeModel(wanted)).tokenize([{ text, special: true }]);
  expect(tokens.filter((token) => token === start)).toEqual([start]);
  expect(tokens[0]).toBe(start);
});

test("a start token that the model doesn't want isn't added", () => {
  expect(new PromptTokenizer(fakeModel(false)).tokenize([{ text: "h", special: true }])).toEqual([
    104,
  ]);
});

test("a remembered reply keeps its own tokens, and the rest of its text gets new ones", () => {
  const replies = new ReplyMemory();
  replies.remember({ text: "Rosie: Hi", tokens: [900 as Token, 901 as Token], ends: [6, 9] });
  const tokens = new PromptTokenizer(fakeModel(false)).tokenize(
    [
      { text: "|", special: true },
      { text: "Rosie: Hi!", special: false },
    ],
    replies,
  );
  expect(tokens).toEqual([124, 900, 901, 33]);
});

test("a text is tokenised once", () => {
  const model = fakeModel(false);
  const tokenizer = new PromptTokenizer(model);
  for (let turn = 0; turn < 3; turn++) tokenizer.text("the same old story");
  expect(model.calls).toHaveLength(1);
});
