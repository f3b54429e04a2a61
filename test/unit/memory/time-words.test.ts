import fc from "fast-check";
import { expect, test } from "vitest";
import { tellsTime, timeRangeOf } from "../../../src/memory/time-words.ts";

/** A Wednesday. */
const now = Date.parse("2023-08-16T15:00:00Z");

test.each([
  ["what happened yesterday?", "2023-08-15", "2023-08-15"],
  ["the day before yesterday", "2023-08-14", "2023-08-14"],
  ["what did we do last week", "2023-08-07", "2023-08-13"],
  ["this week", "2023-08-14", "2023-08-20"],
  ["last weekend", "2023-08-11", "2023-08-13"],
  ["last Friday", "2023-08-11", "2023-08-11"],
  ["on Wednesday", "2023-08-09", "2023-08-09"],
  ["three days ago", "2023-08-13", "2023-08-13"],
  ["last month", "2023-07-01", "2023-07-31"],
  ["in May", "2023-05-01", "2023-05-31"],
  ["in December", "2022-12-01", "2022-12-31"],
  ["in June 2022", "2022-06-01", "2022-06-30"],
  ["on 7 May 2023", "2023-05-07", "2023-05-07"],
  ["on May 7th", "2023-05-07", "2023-05-07"],
  ["back in 2021", "2021-01-01", "2021-12-31"],
  ["last summer", "2023-06-01", "2023-08-31"],
  ["was hast du gestern gesagt?", "2023-08-15", "2023-08-15"],
  ["letzte Woche", "2023-08-07", "2023-08-13"],
  ["im März", "2023-03-01", "2023-03-31"],
  ["la semaine dernière", "2023-08-07", "2023-08-13"],
])("'%s' is from %s to %s", (text, from, to) => {
  const range = timeRangeOf(text, now);
  expect(range && new Date(range.fromMs).toISOString().slice(0, 10)).toBe(from);
  expect(range && new Date(range.toMs).toISOString().slice(0, 10)).toBe(to);
});

test.each(["what may I eat?", "we march on", "tell me about the second door", "hier ist gut", ""])(
  "'%s' names no time",
  (text) => {
    expect(timeRangeOf(text, now)).toBeUndefined();
  },
);

test("days begin where people's clocks begin them", () => {
  const range = timeRangeOf("yesterday", Date.parse("2023-08-16T23:30:00Z"), 2 * 3_600_000);
  expect(range?.fromMs).toBe(Date.parse("2023-08-15T22:00:00Z"));
});

test("no text breaks it, and a range never ends before it begins", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 0, max: 4e12 }), (text, at) => {
      const range = timeRangeOf(`last ${text} ago in ${text}`, at);
      expect(range === undefined || range.fromMs <= range.toMs).toBe(true);
    }),
  );
});

test.each([
  ["I went there last week", true],
  ["it was in 2019", true],
  ["on 3rd", true],
  ["soup, please", false],
])("'%s' tells a time: %s", (text, tells) => {
  expect(tellsTime(text)).toBe(tells);
});
