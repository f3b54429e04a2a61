import type { LoreTest } from "./test-lore.ts";
import { textTable } from "./text-table.ts";

/** A lore test as lines for people, what fired first. */
export function formatLoreTest(test: LoreTest): string {
  const entries = test.entries.toSorted((a, b) => Number(b.fired) - Number(a.fired));
  const fired = entries.filter((entry) => entry.fired).length;
  return [
    `${test.book}: ${fired} of ${entries.length} entries fired in a chat of ${test.turns === 1 ? "1 turn" : `${test.turns} turns`}.`,
    "",
    ...textTable([
      ["", "entry", "position", "tokens", "why"],
      ...entries.map(({ fired: active, id, title, position, depth, estimatedTokens, why }) => [
        active ? "✓" : "–",
        title || id,
        depth === null ? (position ?? "") : `${position} ${depth}`,
        active ? `~${estimatedTokens}` : "",
        why,
      ]),
    ]),
    "",
    `About ${test.estimatedTokens} tokens in all (estimated).`,
    ...(test.overflowed ? ["Not every entry fitted the budget."] : []),
    ...test.warnings.map((warning) => `Warning: ${warning}`),
  ].join("\n");
}
