import type { Token } from "node-llama-cpp";
import { expect, test } from "vitest";
import { rememberTokenTexts } from "../../../../src/inference/llama-cpp/token-texts.ts";

test("the text of a single token is asked for once, that of several each time", () => {
  const asked: string[] = [];
  const textOf = rememberTokenTexts((tokens) => {
    asked.push(tokens.join());
    return tokens.map((token) => `<${token}>`).join("");
  });
  const [one, two] = [1 as Token, 2 as Token];
  const texts = [[one], [two], [one, two], [one], [one, two], []].map(textOf);
  expect(texts).toEqual(["<1>", "<2>", "<1><2>", "<1>", "<1><2>", ""]);
  expect(asked).toEqual(["1", "2", "1,2", "1,2", ""]);
});
