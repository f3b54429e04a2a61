import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const folder = join(import.meta.dirname, "../e2e");
/** The beginning of a test's name; suites and comments don't count. */
const named = /\btest(?:\.each\([\s\S]*?\]\))?\(\s*["'`](R\d+): /g;

test("each of R1 to R25 has an end-to-end test named after it", () => {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const found = files
    .filter((name) => name.endsWith(".test.ts"))
    .flatMap((name) => [...readFileSync(join(folder, name), "utf8").matchAll(named)])
    .map(([, requirement]) => requirement);
  const wanted = Array.from({ length: 25 }, (_, index) => `R${index + 1}`);
  expect(wanted.filter((requirement) => !found.includes(requirement))).toEqual([]);
});
