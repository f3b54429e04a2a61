import { expect, test } from "vitest";
import { failed, ok, unused } from "../../../../src/app/doctor/check-result.ts";
import { formatReport } from "../../../../src/app/doctor/format-report.ts";

test("each check is a line with a mark; a problem is followed by what to do", () => {
  const report = formatReport([
    ok("Node", "20.20.2"),
    failed("token", "Discord doesn't accept it", "Reset it."),
    unused("Redis", "REDIS_URL is not set"),
  ]);
  expect(report.split("\n")).toEqual([
    "✓ Node   20.20.2",
    "✗ token  Discord doesn't accept it",
    "         → Reset it.",
    "– Redis  REDIS_URL is not set",
    "",
    "1 problem.",
  ]);
});

test("the second line of a text starts below its first", () => {
  const report = formatReport([failed("a", "one\ntwo", "three\nfour")]);
  expect(report.split("\n").slice(0, 4)).toEqual([
    "✗ a  one",
    "     two",
    "     → three",
    "       four",
  ]);
});

test.each([
  [[], "All good."],
  [[ok("a", "b"), unused("c", "d")], "All good."],
  [[failed("a", "b", "c"), failed("a", "b", "c")], "2 problems."],
])("the last line sums up %#", (results, verdict) => {
  expect(formatReport(results).split("\n").at(-1)).toBe(verdict);
});
