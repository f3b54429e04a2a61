import { expect, test } from "vitest";
import {
  parseRetryAfter,
  retryDelayMs,
} from "../../../../src/inference/openai-compatible/retry-delay.ts";

const now = Date.UTC(2026, 0, 1, 12, 0, 0);

test.each([
  ["seconds", "3", 3000],
  ["parts of a second", "1.5", 1500],
  ["nought", "0", 0],
  ["a date", "Thu, 01 Jan 2026 12:00:10 GMT", 10_000],
  ["a date that has passed", "Thu, 01 Jan 2026 11:00:00 GMT", 0],
  ["nothing", null, undefined],
  ["blank", "  ", undefined],
  ["nonsense", "soon", undefined],
  ["a number beyond all sense", "9".repeat(40), undefined],
])("Retry-After with %s", (_what, header, expected) => {
  expect(parseRetryAfter(header, now)).toBe(expected);
});

test("waits double from one failure to the next", () => {
  expect([1, 2, 3].map((failures) => retryDelayMs(failures, undefined))).toEqual([500, 1000, 2000]);
});

test("what the server asks for counts, but never more than half a minute", () => {
  expect(retryDelayMs(1, 7000)).toBe(7000);
  expect(retryDelayMs(1, 3_600_000)).toBe(30_000);
  expect(retryDelayMs(40, undefined)).toBe(30_000);
});
