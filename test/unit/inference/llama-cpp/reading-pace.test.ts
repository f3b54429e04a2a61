import fc from "fast-check";
import { expect, test } from "vitest";
import { ReadingPace } from "../../../../src/inference/llama-cpp/reading-pace.ts";

test("before anything was read nobody knows", () => {
  expect(new ReadingPace().msForMore(100)).toBeUndefined();
});

test("pieces of one size are taken to cost by their tokens", () => {
  const pace = new ReadingPace();
  for (let step = 0; step < 5; step++) pace.took(128, 256);
  expect(pace.msForMore(10)).toBeCloseTo(20);
});

test("what a step takes whatever it reads is no price of a token", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 50, noNaN: true }),
      fc.double({ min: 0.01, max: 10, noNaN: true }),
      (stepMs, tokenMs) => {
        const pace = new ReadingPace();
        for (const tokens of [26, 126, 40, 26, 126]) pace.took(tokens, stepMs + tokens * tokenMs);
        expect(pace.msForMore(100)).toBeCloseTo(100 * tokenMs, 3);
      },
    ),
  );
});

test("no step that the machine held up makes a token cost less than nothing, and it is soon forgotten", () => {
  const pace = new ReadingPace();
  pace.took(200, 20);
  pace.took(20, 300);
  expect(pace.msForMore(100)).toBe(0);
  for (let step = 0; step < 60; step++)
    pace.took(step % 2 === 0 ? 20 : 200, step % 2 === 0 ? 2 : 20);
  expect(pace.msForMore(100)).toBeCloseTo(10, 0);
});

test("what was long ago hardly counts", () => {
  const pace = new ReadingPace();
  for (const tokens of [20, 200, 20]) pace.took(tokens, tokens * 10);
  for (let step = 0; step < 60; step++)
    pace.took(step % 2 === 0 ? 20 : 200, step % 2 === 0 ? 2 : 20);
  expect(pace.msForMore(100)).toBeCloseTo(10, 0);
});
