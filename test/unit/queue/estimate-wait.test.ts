import fc from "fast-check";
import { expect, test } from "vitest";
import { estimateWait } from "../../../src/queue/estimate-wait.ts";

const usualMs = 1000;

test.each([
  ["a free slot is taken at once", { slots: 2, runningForMs: [100], ahead: 0 }, 0],
  ["the next one waits for what runs", { slots: 1, runningForMs: [400], ahead: 0 }, 600],
  ["the slot that is free first counts", { slots: 2, runningForMs: [100, 700], ahead: 0 }, 300],
  ["each one ahead takes a slot", { slots: 2, runningForMs: [100, 700], ahead: 1 }, 900],
  ["and after a round a whole job more", { slots: 2, runningForMs: [100, 700], ahead: 2 }, 1300],
  [
    "what runs for longer than usual takes a while yet",
    { slots: 1, runningForMs: [9000], ahead: 0 },
    250,
  ],
  [
    "a surplus of a leaving worker has to end first",
    { slots: 1, runningForMs: [900, 0], ahead: 0 },
    1000,
  ],
])("%s", (_, line, expected) => {
  expect(estimateWait({ ...line, usualMs })).toBe(expected);
});

test("it is what serving the line one by one comes to", () => {
  const line = fc.record({
    slots: fc.integer({ min: 1, max: 5 }),
    runningForMs: fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 5 }),
    ahead: fc.integer({ min: 0, max: 30 }),
  });
  fc.assert(
    fc.property(line, ({ slots, runningForMs, ahead }) => {
      const running = runningForMs.slice(0, slots);
      const free = Array.from({ length: slots }, (_, slot) => {
        const elapsed = running[slot];
        return elapsed === undefined ? 0 : Math.max(usualMs - elapsed, usualMs / 4);
      });
      for (let job = 0; job < ahead; job++) {
        free.sort((a, b) => a - b);
        free[0] = (free[0] ?? 0) + usualMs;
      }
      expect(estimateWait({ slots, runningForMs: running, ahead, usualMs })).toBe(
        Math.min(...free),
      );
    }),
  );
});
