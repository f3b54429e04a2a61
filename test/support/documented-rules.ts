import { readFileSync } from "node:fs";

/** A row of a page's tables: the rule, what we do, and the test that shows it. */
export type DocumentedRule = readonly string[];

/** The rows of all tables of a page, without their heads. */
export function documentedRules(page: string): readonly DocumentedRule[] {
  return readFileSync(page, "utf8")
    .split("\n")
    .filter(
      (line) => line.startsWith("| ") && !line.startsWith("| ---") && !line.endsWith("| test |"),
    )
    .map((line) => line.slice(2, -2).split(" | "));
}

/** Rows whose last cell names no test that there is in a file of this folder. */
export function rulesWithoutTest(
  rules: readonly DocumentedRule[],
  folder: string,
): readonly DocumentedRule[] {
  return rules.filter(([, , cell = ""]) => {
    const [, file, title] = /^`([\w/-]+\.test\.ts)` (.+)$/.exec(cell) ?? [];
    if (file === undefined || title === undefined) return true;
    const source = readFileSync(`${folder}/${file}`, "utf8");
    return (
      !source.includes(`(${JSON.stringify(title)}`) &&
      !source.includes(`\n  ${JSON.stringify(title)},`) &&
      !source.includes(`\n    ${JSON.stringify(title)},`)
    );
  });
}

/** All that stands in backticks in the rules' first cells. */
export function namesIn(rules: readonly DocumentedRule[]): ReadonlySet<string> {
  return new Set(
    rules.flatMap(([rule = ""]) => [...rule.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name)),
  );
}
