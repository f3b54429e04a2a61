import { expect, test } from "vitest";
import { countTests } from "../../../scripts/set-up/test-report.mjs";

const passed = { status: "passed", fullName: "a" };
const failed = { status: "failed", fullName: "b" };
const skipped = { status: "skipped", fullName: "c" };

test("tests are counted over all files", () => {
  const report = {
    testResults: [
      { status: "passed", assertionResults: [passed, passed] },
      { status: "failed", assertionResults: [passed, failed] },
    ],
  };
  expect(countTests(report, 1)).toEqual({ passed: 3, failed: 1, notRun: [] });
});

test("a file that could not be loaded is a failure", () => {
  const report = { testResults: [{ status: "failed", assertionResults: [] }] };
  expect(countTests(report, 1)).toEqual({ passed: 0, failed: 1, notRun: [] });
});

test("a run that failed without naming a test is a failure", () => {
  const report = { testResults: [{ status: "passed", assertionResults: [passed] }] };
  expect(countTests(report, 1)).toEqual({ passed: 1, failed: 1, notRun: [] });
  expect(countTests(undefined, 1).failed).toBe(1);
});

test("tests that didn't run are named", () => {
  const report = { testResults: [{ status: "passed", assertionResults: [passed, skipped] }] };
  expect(countTests(report, 0)).toEqual({ passed: 1, failed: 0, notRun: ["c"] });
});
