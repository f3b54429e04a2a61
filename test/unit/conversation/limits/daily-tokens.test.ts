import fc from "fast-check";
import { expect, test } from "vitest";
import { dailyWaitMs, dayMs } from "../../../../src/conversation/limits/daily-tokens.ts";

const hourMs = 60 * 60_000;
const now = 100 * dayMs;

const usage = (...tokensByHoursAgo: readonly (readonly [hoursAgo: number, tokens: number])[]) =>
  tokensByHoursAgo.map(([hoursAgo, tokens]) => ({ hour: now - hoursAgo * hourMs, tokens }));

test.each([
  ["nothing was written", usage(), 100, 0],
  ["less was written than the limit", usage([3, 99]), 100, 0],
  ["as much was written as the limit", usage([3, 100]), 100, 21 * hourMs],
  ["the oldest hour alone is too much", usage([20, 500], [1, 10]), 100, 4 * hourMs],
  ["several hours have to pass", usage([20, 50], [10, 50], [1, 60]), 100, 14 * hourMs],
  ["the newest hour alone is too much", usage([20, 5], [1, 500]), 100, 23 * hourMs],
])("where %s, one waits as long as needed", (_what, given, limit, expected) => {
  expect(dailyWaitMs(given, limit, now)).toBe(expected);
});

test("after the wait there is room, and not before", () => {
  const hours = fc
    .uniqueArray(fc.integer({ min: 0, max: 23 }), { maxLength: 24 })
    .map((ages) => ages.toSorted((one, other) => other - one));
  const limit = fc.integer({ min: 1, max: 500 });
  fc.assert(
    fc.property(hours, fc.array(fc.nat(200), { minLength: 24 }), limit, (ages, tokens, most) => {
      const given = usage(...ages.map((age, index) => [age, tokens[index] ?? 0] as const));
      const waitMs = dailyWaitMs(given, most, now);
      const within = (at: number) =>
        given.filter(({ hour }) => hour > at - dayMs).reduce((sum, each) => sum + each.tokens, 0);
      expect(within(now + waitMs)).toBeLessThan(most);
      expect(waitMs === 0 || within(now + waitMs - 1) >= most).toBe(true);
    }),
  );
});
