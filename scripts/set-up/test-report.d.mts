/** The part of vitest's JSON report that is read. */
export interface TestReport {
  readonly testResults: readonly {
    /** The test file. */
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

export function readTestReport(
  report: TestReport | undefined,
  exitCode: number,
): { passed: number; failures: string[]; notRun: string[] };
