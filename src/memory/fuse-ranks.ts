import type { Passage } from "./passage.ts";
import type { VectorHit } from "./passage-index.ts";
import type { RankedTurn } from "./rank-turns.ts";

/**
 * Of a rank's worth, after Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual
 * Rank Learning Methods" (2009).
 */
const smoothing = 60;

/** Brings two orders together, since a score of words and one of vectors can't be compared. */
export function fuseRanks(
  passages: readonly Passage[],
  byWords: readonly RankedTurn[],
  byVector: readonly VectorHit[],
): readonly RankedTurn[] {
  const scores = new Map<number, number>();
  const add = (position: number, rank: number) =>
    scores.set(position, (scores.get(position) ?? 0) + 1 / (smoothing + rank + 1));
  for (const [rank, { passage }] of byWords.entries()) add(passage.position, rank);
  for (const [rank, { position }] of byVector.entries()) add(position, rank);
  return passages
    .map((passage) => ({ passage, score: scores.get(passage.position) ?? 0 }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || b.passage.position - a.passage.position);
}
