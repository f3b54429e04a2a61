import { printableText } from "./printable-text.ts";
import type { LoreTest } from "./test-lore.ts";
import { textTable } from "./text-table.ts";

/** A lore test as lines for people, what fired first. */
export function formatLoreTest(test: LoreTest): string {
  const entries = test.entries.toSorted((a, b) => Number(b.fired) - Number(a.fired));
  const fired = entries.filter((entry) => entry.fired).length;
  const total = test.tokens === 1 ? "1 token" : `${test.tokens} tokens`;
  const about = test.exactTokens ? "" : "~";
  const lines = [
    `${test.book}: ${fired} of ${entries.length} entries fired in a chat of ${test.turns === 1 ? "1 turn" : `${test.turns} turns`}.`,
    "",
    ...textTable([
      ["", "entry", "position", "tokens", "why"],
      ...entries.map(({ fired: active, id, title, position, depth, tokens, why }) => [
        active ? "✓" : "–",
        title || id,
        depth === null ? position : `${position} ${depth}`,
        active ? `${about}${tokens}` : `(${about}${tokens})`,
        why,
      ]),
    ]),
    "",
    test.exactTokens
      ? `${total} in all.`
      : `About ${total} in all: an estimate. Give --model for the counts of its own tokenizer.`,
    ...(test.overflowed ? ["Not every entry fitted the budget."] : []),
    ...test.warnings.map((warning) => `Warning: ${warning}`),
  ];
  return printableText(lines.join("\n"));
}
