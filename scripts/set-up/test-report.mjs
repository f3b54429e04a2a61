/**
 * What a vitest run's JSON report says: how many tests passed, which failed and with what words, which didn't run.
 * A file that could not even be loaded counts as one failure, and so does a run that failed without naming a test (an
 * unhandled error, a crash). Types are in test-report.d.mts; a run that left no report has none.
 */
export function readTestReport(report, exitCode) {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults);
  const passed = tests.filter(({ status }) => status === "passed").length;
  const notRun = tests
    .filter(({ status }) => status !== "passed" && status !== "failed")
    .map(({ fullName }) => fullName);
  const failures = files.flatMap(failuresOf);
  if (failures.length === 0 && exitCode !== 0)
    failures.push(`the run itself, which ended with exit code ${exitCode} and named no test`);
  return { passed, failures, notRun };
}

function failuresOf(file) {
  const failed = file.assertionResults.filter(({ status }) => status === "failed");
  if (failed.length > 0)
    return failed.map((test) => describe(file.name, test.fullName, test.failureMessages?.[0]));
  return file.status === "failed" ? [describe(file.name, "could not be loaded", file.message)] : [];
}

function describe(file, what, message) {
  const why = message?.split("\n").find((line) => line.trim() !== "");
  return `${file}: ${what}${why ? `\n    ${why}` : ""}`;
}
