import { describe, expect, test } from "vitest";
import type { MacroTime } from "../../../../../src/roleplay/character/macros/macro-values.ts";
import { expandMacros } from "../../../../../src/roleplay/character/macros.ts";

const time: MacroTime = {
  nowMs: Date.UTC(2026, 2, 5, 15, 4, 9),
  timeZone: "Europe/Vienna",
  locale: "en-US",
  lastUserMessageMs: Date.UTC(2026, 2, 5, 13, 4, 9),
};

const expand = (text: string, changes: Partial<MacroTime> = {}) =>
  expandMacros(text, { char: "Rosie", user: "Ada", time: { ...time, ...changes } });

describe("the time is what the caller says, in the zone and the words of the place", () => {
  test.each([
    ["{{time}}", "4:04 PM"],
    ["{{date}}", "March 5, 2026"],
    ["{{weekday}}", "Thursday"],
    ["{{isotime}} {{isodate}}", "16:04 2026-03-05"],
    ["{{time_UTC+2}}|{{time_UTC-5}}|{{time_utc+0}}", "5:04 PM|10:04 AM|3:04 PM"],
    ["{{time_UTC}}", "{{time_UTC}}"],
    ["{{idle_duration}}", "2 hours"],
    ["{{datetimeformat DD.MM.YYYY HH:mm}}", "05.03.2026 16:04"],
    ["{{datetimeformat dddd, MMMM Do [at] h:mm:ss A}}", "Thursday, March 5th at 4:04:09 PM"],
    [
      "{{datetimeformat ddd D MMM YY, M, H, hh a, m s, X x}}",
      "Thu 5 Mar 26, 3, 16, 04 pm, 4 9, 1772723049 1772723049000",
    ],
    ["{{datetimeformat LT|LTS|L|LL}}", "4:04 PM|4:04:09 PM|03/05/2026|March 5, 2026"],
    ["{{timeDiff::2026-03-05 12:00::2026-03-05 10:00}}", "in 2 hours"],
    ["{{timeDiff::2026-03-01::2026-03-05T00:00:00Z}}", "4 days ago"],
    ["{{timeDiff::soon::2026-03-05}}", "{{timeDiff::soon::2026-03-05}}"],
  ])("%j gives %j", (text, expanded) => {
    expect(expand(text)).toBe(expanded);
  });

  test("in German", () => {
    expect(expand("{{weekday}}, {{date}}, {{time}}, {{idle_duration}}", { locale: "de" })).toBe(
      "Donnerstag, 5. März 2026, 16:04, 2 Stunden",
    );
  });
});

describe("a duration is told in the unit that people would use", () => {
  const minute = 60_000;
  test.each([
    [0, "0 seconds"],
    [30_000, "30 seconds"],
    [50_000, "1 minute"],
    [44 * minute, "44 minutes"],
    [50 * minute, "1 hour"],
    [23 * 60 * minute, "1 day"],
    [27 * 24 * 60 * minute, "1 month"],
    [340 * 24 * 60 * minute, "1 year"],
    [1_000 * 24 * 60 * minute, "3 years"],
  ])("%i ms is %j", (durationMs, words) => {
    expect(expand("{{idle_duration}}", { lastUserMessageMs: time.nowMs - durationMs })).toBe(words);
  });
});
