/** The part of vitest's JSON report that is read. */
export interface TestReport {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

export function countTests(
  report: TestReport | undefined,
  exitCode: number,
): { passed: number; failed: number; notRun: string[] };
