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

test("reading that costs no more than two thirds of writing goes into every step", () => {
  expect(run(new ReadingAllowance(), 50, (writingMs * 2) / 3).slice(1)).not.toContain(false);
});

test("after reading for as long as four steps take, replies get five steps to themselves", () => {
  const allowance = new ReadingAllowance();
  run(allowance, 6, 4 * writingMs);
  const reads = run(allowance, 18, 4 * writingMs);
  expect(reads).toEqual(Array.from({ length: 18 }, (_, step) => step % 6 === 1));
});

test("whatever reading costs, it gets two fifths of the time, and replies keep more than half their pace", () => {
  fc.assert(
    fc.property(fc.integer({ min: writingMs, max: 1000 }), (readingMs) => {
      const steps = 1000;
      const reads = run(new ReadingAllowance(), steps, readingMs).filter(Boolean).length;
      const share = (reads * readingMs) / (steps * writingMs + reads * readingMs);
      // Beginning and end of the run leave a piece on either side.
      const piece = (2 * readingMs) / (steps * writingMs);
      expect(share).toBeLessThanOrEqual(0.4 + piece);
      expect(share).toBeGreaterThanOrEqual(0.4 - piece);
    }),
  );
});

test("one step that the machine held up buys no reading", () => {
  const allowance = new ReadingAllowance();
  run(allowance, 8, 0);
  run(allowance, 1, 10 * writingMs);
  allowance.took({ replies: 1, promptTokens: 0, durationMs: 100 * writingMs });
  expect(allowance.mayRead(1)).toBe(false);
});

test("steps that take longer from now on are known after a while", () => {
  const allowance = new ReadingAllowance();
  run(allowance, 20, 0);
  for (let step = 0; step < 8; step++)
    allowance.took({ replies: 9, promptTokens: 0, durationMs: 3 * writingMs });
  expect(allowance.writingStepMs).toBe(3 * writingMs);
});
