import fc from "fast-check";
import { expect, test } from "vitest";
import { ReadingAllowance } from "../../../../src/inference/llama-cpp/reading-allowance.ts";

const writingMs = 10;

/** Runs steps with a long prompt waiting, beside one reply; gives what each read. */
function run(allowance: ReadingAllowance, steps: number, readingMs: number): boolean[] {
  return Array.from({ length: steps }, () => {
    const reads = allowance.mayRead(1);
    allowance.took({
      replies: 1,
      promptTokens: reads ? 128 : 0,
      durationMs: writingMs + (reads ? readingMs : 0),
    });
    return reads;
  });
}

test("prompts are read in every step while nobody writes", () => {
  const allowance = new ReadingAllowance();
  for (let step = 0; step < 5; step++) {
    expect(allowance.mayRead(0)).toBe(true);
    allowance.took({ replies: 0, promptTokens: 512, durationMs: 500 });
  }
});

test("what was read while nobody wrote is not owed to who writes later", () => {
  const allowance = new ReadingAllowance();
  run(allowance, 1, 0);
  allowance.took({ replies: 0, promptTokens: 512, durationMs: 500 });
  expect(allowance.mayRead(1)).toBe(true);
});

test("the first step beside a reply shows how long one takes without reading", () => {
  expect(run(new ReadingAllowance(), 3, 0)).toEqual([false, true, true]);
});

test("reading that costs no more than writing goes into every step", () => {
  expect(run(new ReadingAllowance(), 50, writingMs).slice(1)).not.toContain(false);
});

test("after reading for as long as five steps take, replies get four steps to themselves", () => {
  const allowance = new ReadingAllowance();
  run(allowance, 5, 5 * writingMs);
  const reads = run(allowance, 15, 5 * writingMs);
  expect(reads).toEqual(Array.from({ length: 15 }, (_, step) => step % 5 === 0));
});

test("whatever reading costs, replies keep half their pace, and reading gets its half", () => {
  fc.assert(
    fc.property(fc.integer({ min: writingMs, max: 1000 }), (readingMs) => {
      const steps = 1000;
      const reads = run(new ReadingAllowance(), steps, readingMs).filter(Boolean).length;
      const share = (reads * readingMs) / (steps * writingMs + reads * readingMs);
      // Beginning and end of the run leave a piece on either side.
      const piece = (2 * readingMs) / (steps * writingMs);
      expect(share).toBeLessThanOrEqual(0.5 + piece);
      expect(share).toBeGreaterThanOrEqual(0.5 - piece);
    }),
  );
});
