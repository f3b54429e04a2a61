import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Budget,
  botBudgets,
  earliestOptionalRequest,
  earliestRequest,
  webhookBudgets,
} from "../../../../src/discord/delivery/request-budget.ts";

const cases: [string, readonly Budget[]][] = [
  ["a webhook", webhookBudgets],
  ["the bot itself", botBudgets],
];

describe.each(cases)("requests of %s", (_, budgets) => {
  test("never exceed what is allowed, however they are mixed", () => {
    const wishes = fc.array(
      fc.record({ optional: fc.boolean(), pauseMs: fc.integer({ min: 0, max: 3000 }) }),
      { minLength: 100, maxLength: 150 },
    );
    fc.assert(
      fc.property(wishes, (requests) => {
        const sentAt: number[] = [];
        let now = 0;
        for (const { optional, pauseMs } of requests) {
          const earliest = optional ? earliestOptionalRequest : earliestRequest;
          now = Math.max(now + pauseMs, earliest(budgets, sentAt));
          sentAt.push(now);
        }
        for (const { limit, windowMs } of budgets) {
          const spans = sentAt.slice(limit).map((at, index) => at - (sentAt[index] ?? 0));
          expect(Math.min(...spans)).toBeGreaterThanOrEqual(windowMs);
        }
      }),
      { numRuns: 50 },
    );
  });

  test("leave a slot for the last edit at any time", () => {
    const sentAt: number[] = [];
    for (let now = 0; sentAt.length < 100; ) {
      now = Math.max(now, earliestOptionalRequest(budgets, sentAt));
      sentAt.push(now);
      expect(earliestRequest(budgets, sentAt)).toBeLessThanOrEqual(now);
    }
  });
});

test("a long stream of edits slows down evenly instead of standing still", () => {
  const sentAt: number[] = [];
  for (let now = 0; now < 180_000; ) {
    now = Math.max(now + 1000, earliestOptionalRequest(webhookBudgets, sentAt));
    sentAt.push(now);
  }
  const gaps = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0));
  expect(Math.max(...gaps)).toBeLessThan(5000);
});
