import { expect, test } from "vitest";
import { readTestReport } from "../../../scripts/set-up/test-report.mjs";

const passed = { status: "passed", fullName: "a" };
const failed = { status: "failed", fullName: "b", failureMessages: ["Error: 1 is not 2\n  at x"] };
const skipped = { status: "skipped", fullName: "c" };

test("tests are counted over all files, and those that failed are named with their reason", () => {
  const report = {
    testResults: [
      { name: "one.test.ts", status: "passed", assertionResults: [passed, passed] },
      { name: "two.test.ts", status: "failed", assertionResults: [passed, failed] },
    ],
  };
  expect(readTestReport(report, 1)).toEqual({
    passed: 3,
    failures: ["two.test.ts: b\n    Error: 1 is not 2"],
    notRun: [],
  });
});

test("a file that could not be loaded is a failure", () => {
  const report = {
    testResults: [
      { name: "one.test.ts", status: "failed", message: "no such module", assertionResults: [] },
    ],
  };
  expect(readTestReport(report, 1).failures).toEqual([
    "one.test.ts: could not be loaded\n    no such module",
  ]);
});

test("a run that failed without naming a test is a failure", () => {
  const report = {
    testResults: [{ name: "one.test.ts", status: "passed", assertionResults: [passed] }],
  };
  expect(readTestReport(report, 1).failures).toHaveLength(1);
  expect(readTestReport(undefined, 1).failures).toHaveLength(1);
});

test("tests that didn't run are named", () => {
  const report = {
    testResults: [{ name: "one.test.ts", status: "passed", assertionResults: [passed, skipped] }],
  };
  expect(readTestReport(report, 0)).toEqual({ passed: 1, failures: [], notRun: ["c"] });
});
