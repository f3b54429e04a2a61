import type { CheckResult } from "./check-result.ts";

const marks = { ok: "✓", failed: "✗", unused: "–" } as const;

/** The report as lines for a person: a mark, what was checked, what was found, and what to do about it. */
export function formatReport(results: readonly CheckResult[]): string {
  const width = Math.max(0, ...results.map(({ name }) => name.length));
  const lines = results.flatMap((result) => {
    const line = `${marks[result.status]} ${result.name.padEnd(width)}  ${indent(result.detail, width)}`;
    return result.status === "failed"
      ? [line, `${" ".repeat(width + 4)}→ ${indent(result.remedy, width + 2)}`]
      : [line];
  });
  return [...lines, "", verdict(results)].join("\n");
}

function verdict(results: readonly CheckResult[]): string {
  const problems = results.filter(({ status }) => status === "failed").length;
  if (problems === 0) return "All good.";
  return problems === 1 ? "1 problem." : `${problems} problems.`;
}

/** Lets the second and later lines of a text start below its first. */
function indent(text: string, width: number): string {
  return text.replaceAll("\n", `\n${" ".repeat(width + 4)}`);
}
