import fc from "fast-check";
import { expect, test } from "vitest";
import { historyCut, leastKept } from "../../../../src/roleplay/prompt/history-cut.ts";

function turn(index: number, tokens = 20) {
  return { id: `history:9f3c-${index * 7919}`, tokens };
}

function tokensFrom(turns: readonly { readonly tokens: number }[], cut: number): number {
  return turns.slice(cut).reduce((total, { tokens }) => total + tokens, 0);
}

test("what is kept fits, and is most of what would fit", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          id: fc.uuid().map((id) => `history:${id}`),
          tokens: fc.integer({ min: 1, max: 50 }),
        }),
        {
          minLength: 30,
          maxLength: 60,
        },
      ),
      fc.integer({ min: 150, max: 500 }),
      (turns, budget) => {
        const kept = tokensFrom(turns, historyCut(turns, budget));
        expect(kept).toBeLessThanOrEqual(budget);
        expect(kept).toBeGreaterThan(Math.min(tokensFrom(turns, 0), leastKept * budget) - 51);
      },
    ),
  );
});

test("nothing fits: everything goes", () => {
  expect(historyCut([turn(1), turn(2)], 10)).toBe(2);
});

test("a chat that grows is cut anew only now and then", () => {
  const budget = 3000;
  const turns = Array.from({ length: 1000 }, (_, index) => turn(index));
  let moves = 0;
  let before: string | undefined;
  for (let length = 200; length <= turns.length; length++) {
    const now = turns.slice(0, length);
    const first = now[historyCut(now, budget)]?.id;
    if (first !== before) moves++;
    before = first;
  }
  // One turn at a time would be 800 moves; each move re-reads the history.
  expect(moves).toBeLessThan(60);
});

test("the cut is the same when older turns aren't there any more", () => {
  const turns = Array.from({ length: 600 }, (_, index) => turn(index));
  const all = turns[historyCut(turns, 3000)]?.id;
  const recent = turns.slice(300);
  expect(recent[historyCut(recent, 3000)]?.id).toBe(all);
});
