import type { Activation } from "../../roleplay/lorebook/activation.ts";
import { describeOutcome } from "../../roleplay/lorebook/describe-outcome.ts";
import type { LoreHit, LoreRecord } from "../sent-prompt.ts";
import type { ShelvedBook } from "./bookshelf.ts";

/** Kept with each reply at most; what fired comes first. */
const mostHits = 200;

/** Reasons that say nothing about this turn. */
const uneventful: ReadonlySet<string> = new Set(["noKeyMatched", "noKeys", "disabled"]);

/** An activation as it is kept with a reply. */
export function recordLore(
  { entries, tokens, warnings }: Activation,
  books: readonly ShelvedBook[],
): LoreRecord {
  const bookNames = new Map(books.map(({ id, name }) => [id, name]));
  const hits = entries
    .filter(({ outcome }) => outcome.active || !uneventful.has(outcome.reason.kind))
    .toSorted((a, b) => Number(b.outcome.active) - Number(a.outcome.active))
    .slice(0, mostHits)
    .map((entry): LoreHit => {
      const { outcome } = entry;
      return {
        bookName: bookNames.get(entry.bookId) ?? entry.bookId,
        title: entry.title,
        active: outcome.active,
        why: describeOutcome(entry),
        outcome,
        place: outcome.active ? entry.place : null,
        depth: outcome.active ? entry.depth : null,
        tokens: outcome.active ? outcome.tokens : 0,
      };
    });
  return { entries: hits, tokens, warnings };
}
