import fc from "fast-check";
import { expect, test } from "vitest";
import { TokenEstimate } from "../../../../src/inference/openai-compatible/token-estimate.ts";

test.each([
  ["English", "The rain falls on the old roof of the inn, and the fire is lit.", 3, 4],
  ["Greek", "Η βροχή πέφτει στην παλιά στέγη του πανδοχείου.", 1, 2.5],
  ["Chinese", "雨落在客栈的旧屋顶上，炉火已经点燃。", 0.5, 1],
  ["emoji", "🌧🏠🔥🍲", 0.2, 0.5],
])("%s: %s is guessed with a token for every %d to %d letters", (_what, text, fewest, most) => {
  const letters = Array.from(text).length;
  const guess = new TokenEstimate().count(text);
  expect(guess).toBeGreaterThanOrEqual(letters / most);
  expect(guess).toBeLessThanOrEqual(letters / fewest);
});

test("more text is never fewer tokens", () => {
  const estimate = new TokenEstimate();
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, more) => {
      expect(estimate.count(text + more)).toBeGreaterThanOrEqual(estimate.count(text));
    }),
  );
});

test("too small a guess is put right at once", () => {
  const estimate = new TokenEstimate();
  const text = "word ".repeat(100);
  const before = estimate.count(text);
  estimate.learn(before, before * 2);
  expect(estimate.count(text)).toBeGreaterThanOrEqual(before * 2 - 1);
});

test("too large a guess comes down step by step, and stays above what is counted", () => {
  const estimate = new TokenEstimate();
  const text = "word ".repeat(100);
  const counted = Math.round(estimate.count(text) * 0.75);
  for (let round = 0; round < 50; round++) estimate.learn(estimate.count(text), counted);
  expect(estimate.count(text)).toBeGreaterThanOrEqual(counted);
  expect(estimate.count(text)).toBeLessThan(counted * 1.15);
});

test("no server can talk a guess into nothing or into anything", () => {
  const estimate = new TokenEstimate();
  const first = estimate.count("word ".repeat(100));
  for (let round = 0; round < 100; round++) estimate.learn(1_000_000, 1);
  expect(estimate.count("word ".repeat(100))).toBeGreaterThan(first / 2);
  estimate.learn(1, 1e9);
  expect(estimate.count("word ".repeat(100))).toBeLessThan(first * 5);
});
