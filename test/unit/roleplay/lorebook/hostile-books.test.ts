import { expect, test } from "vitest";
import { UserError } from "../../../../src/lib/errors.ts";
import { activateEntries } from "../../../../src/roleplay/lorebook/activate-entries.ts";
import { readLorebook } from "../../../../src/roleplay/lorebook/read-lorebook.ts";
import { anActivation } from "../../../support/lorebook.ts";
import { processorMs } from "../../../support/processor-time.ts";

/** For one book, on a busy machine. */
const timeLimitMs = 5_000;
const memoryLimitBytes = 700 * 1024 * 1024;

const bookOf = (count: number, entry: (index: number) => object) => ({
  recursive_scanning: true,
  entries: Array.from({ length: count }, (_, id) => ({ id, enabled: true, ...entry(id) })),
});

test.each([
  ["a million entries", () => bookOf(1_000_000, () => ({ keys: ["a"], content: "a" })), "refused"],
  ["a key of a megabyte", () => bookOf(1, () => ({ keys: ["a".repeat(1e6)] })), "refused"],
  ["ten thousand keys", () => bookOf(1, () => ({ keys: Array(10_000).fill("a") })), "refused"],
  ["a content of a megabyte", () => bookOf(1, () => ({ content: "a".repeat(1e6) })), "refused"],
  [
    "regexes that would try forever",
    () => bookOf(500, () => ({ keys: ["/(a+)+$/", "/(a|aa)+$/", "/(.*)*b/"], content: "x" })),
    "read",
  ],
  [
    "entries that call each other up in a row",
    () =>
      bookOf(1_000, (id) => ({ keys: [id === 0 ? "aaa" : `<k${id}>`], content: `<k${id + 1}>` })),
    "read",
  ],
  [
    "entries that all call all",
    () => bookOf(5_000, () => ({ keys: ["aaa"], content: "aaa ".repeat(100) })),
    "read",
  ],
] as const)("a hostile book ends in bounded time and memory: %s", (_what, make, end) => {
  const file = make();
  const before = process.memoryUsage.rss();
  const began = processorMs();
  expect(use(file)).toBe(end);
  expect(processorMs() - began).toBeLessThan(timeLimitMs);
  expect(process.memoryUsage.rss() - before).toBeLessThan(memoryLimitBytes);
});

function use(file: unknown): "read" | "refused" {
  try {
    const { book } = readLorebook(file);
    activateEntries(
      anActivation([], {
        turns: [`${"a".repeat(5_000)}!`],
        settings: { recursive: true, tokenBudget: 1_000 },
        books: [{ id: "b", source: "shared", book }],
      }),
    );
    return "read";
  } catch (thrown) {
    if (thrown instanceof UserError) return "refused";
    throw thrown;
  }
}
