import fc from "fast-check";
import { expect, test } from "vitest";
import { planBatch } from "../../../../src/inference/llama-cpp/plan-batch.ts";

test("nobody writes: the first prompt gets the whole batch, the next what is left", () => {
  expect(planBatch({ replies: 0, remaining: [300, 300, 300], batchSize: 512 })).toEqual([
    300, 212, 0,
  ]);
});

test("someone writes: prompts share a quarter of the batch", () => {
  expect(planBatch({ replies: 1, remaining: [3000], batchSize: 512 })).toEqual([128]);
});

test("scraps are not worth a step, except the end of a prompt", () => {
  expect(planBatch({ replies: 0, remaining: [500, 300, 7], batchSize: 512 })).toEqual([500, 0, 7]);
});

test("a batch never overflows, and something always goes on", () => {
  fc.assert(
    fc.property(
      fc.nat(16),
      fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 16 }),
      fc.integer({ min: 1, max: 2048 }),
      (replies, remaining, batchSize) => {
        const chunks = planBatch({ replies, remaining, batchSize });
        const used = chunks.reduce((total, chunk) => total + chunk, 0);
        expect(chunks).toHaveLength(remaining.length);
        expect(used).toBeLessThanOrEqual(Math.max(0, batchSize - replies));
        for (const [index, chunk] of chunks.entries())
          expect(chunk).toBeLessThanOrEqual(remaining[index] ?? 0);
        const hasRoom = replies === 0 || batchSize >= replies + 32;
        expect(used > 0 || !hasRoom).toBe(true);
      },
    ),
  );
});
