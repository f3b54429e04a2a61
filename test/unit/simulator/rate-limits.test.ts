import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bucketHeaders,
  InvalidRequestCounter,
  RateLimits,
  type Verdict,
} from "../../../src/simulator/http/rate-limits.ts";

const rule = { name: "message-create", limit: 5, windowMs: 5000, per: ["channel_id"] };

function take(
  limits: RateLimits,
  now: number,
  overrides: Partial<Parameters<RateLimits["take"]>[0]> = {},
): Verdict {
  return limits.take({
    now,
    route: "POST /messages",
    rule,
    key: "1",
    countsGlobally: false,
    hiddenKey: null,
    ...overrides,
  });
}

function takeMany(limits: RateLimits, times: number, now: number): void {
  for (let index = 0; index < times; index += 1) take(limits, now);
}

describe("a bucket", () => {
  test("counts down, says when it fills up again, and refuses the sixth request", () => {
    const limits = new RateLimits();
    takeMany(limits, 4, 1000);
    const fifth = take(limits, 2000);
    expect(fifth).toMatchObject({
      allowed: true,
      bucket: { remaining: 0, limit: 5, resetAt: 6000 },
    });
    expect(take(limits, 3000)).toMatchObject({
      allowed: false,
      scope: "user",
      retryAfterMs: 3000,
      ignoredEarlierAnswer: false,
    });
    expect(take(limits, 6000)).toMatchObject({ allowed: true, bucket: { remaining: 4 } });
  });

  test("is one per channel", () => {
    const limits = new RateLimits();
    takeMany(limits, 5, 0);
    expect(take(limits, 0, { key: "2" }).allowed).toBe(true);
  });

  test("notices who doesn't wait as long as it was told", () => {
    const limits = new RateLimits();
    takeMany(limits, 5, 0);
    expect(take(limits, 100)).toMatchObject({ allowed: false, ignoredEarlierAnswer: false });
    expect(take(limits, 200)).toMatchObject({ allowed: false, ignoredEarlierAnswer: true });
  });

  test("blames nobody for a route that shares it, before an answer has said so", () => {
    const limits = new RateLimits();
    takeMany(limits, 6, 0);
    const first = take(limits, 100, { route: "PATCH /messages" });
    expect(first).toMatchObject({ allowed: false, ignoredEarlierAnswer: false });
    const second = take(limits, 200, { route: "PATCH /messages" });
    expect(second).toMatchObject({ allowed: false, ignoredEarlierAnswer: true });
  });

  test("never lets more than its limit through in one window", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 300 }), { maxLength: 200 }), (gaps) => {
        const limits = new RateLimits();
        const allowed: number[] = [];
        let now = 0;
        for (const gap of gaps) {
          now += gap;
          if (take(limits, now).allowed) allowed.push(now);
        }
        for (const start of allowed) {
          // Two fixed windows can meet, as at Discord; within them no more than two fillings fit.
          const within = allowed.filter((at) => at >= start && at < start + rule.windowMs);
          expect(within.length).toBeLessThanOrEqual(2 * rule.limit);
        }
      }),
    );
  });

  test("tells its state in Discord's headers", () => {
    expect(bucketHeaders({ id: "abc", limit: 5, remaining: 2, resetAt: 5500 }, 5000)).toEqual({
      "x-ratelimit-bucket": "abc",
      "x-ratelimit-limit": "5",
      "x-ratelimit-remaining": "2",
      "x-ratelimit-reset": "5.500",
      "x-ratelimit-reset-after": "0.500",
    });
  });
});

test("the global limit refuses the 51st request of a second", () => {
  const limits = new RateLimits();
  for (let index = 0; index < 50; index += 1)
    expect(take(limits, 0, { rule: undefined, countsGlobally: true }).allowed).toBe(true);
  expect(take(limits, 10, { rule: undefined, countsGlobally: true })).toMatchObject({
    allowed: false,
    scope: "global",
    retryAfterMs: 990,
  });
});

test("webhooks of one channel share a hidden limit of thirty a minute", () => {
  const limits = new RateLimits();
  const viaWebhook = (key: string, now: number) =>
    take(limits, now, { key, hiddenKey: "webhooks-in:1" });
  for (let index = 0; index < 30; index += 1)
    expect(viaWebhook(String(index % 10), index * 1000).allowed).toBe(true);
  expect(viaWebhook("0", 30_000)).toMatchObject({
    allowed: false,
    scope: "shared",
    retryAfterMs: 30_000,
  });
  expect(viaWebhook("0", 60_000).allowed).toBe(true);
});

test("too many refused requests ban the address until the window is over", () => {
  const counter = new InvalidRequestCounter(3, 1000);
  expect([counter.add(0), counter.add(1), counter.add(2), counter.add(3)]).toEqual([
    false,
    false,
    true,
    false,
  ]);
  expect(counter.isBanned(500)).toBe(true);
  expect(counter.isBanned(1000)).toBe(false);
});

test("a bot that begins afresh isn't blamed for a wait that only the process before it was told of", () => {
  const limits = new RateLimits();
  let now = 0;
  while (take(limits, now).allowed) now += 1;
  limits.forgetTold();
  expect(take(limits, now + 1)).toMatchObject({ allowed: false, ignoredEarlierAnswer: false });
  expect(take(limits, now + 2)).toMatchObject({ allowed: false, ignoredEarlierAnswer: true });
});
