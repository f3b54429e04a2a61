/**
 * What a vitest run's JSON report says, in numbers. A file that could not even be loaded counts as one failure, and so
 * does a run that failed without naming a test (an unhandled error, a crash).
 * Types are in test-report.d.mts; a run that left no report has none.
 */
export function countTests(report, exitCode) {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults);
  const passed = tests.filter(({ status }) => status === "passed").length;
  const named = tests.filter(({ status }) => status === "failed").length;
  const unloaded = files.filter(
    (file) =>
      file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"),
  ).length;
  const failed = named + unloaded;
  const notRun = tests
    .filter(({ status }) => status !== "passed" && status !== "failed")
    .map(({ fullName }) => fullName);
  return { passed, failed: failed === 0 && exitCode !== 0 ? 1 : failed, notRun };
}
