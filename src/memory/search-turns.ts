import { fuseRanks } from "./fuse-ranks.ts";
import type { PassageIndex, PositionRange } from "./passage-index.ts";
import {
  type ConceptHits,
  promisingPositions,
  type RankedTurn,
  type RankWeights,
  rankTurns,
  rankWeights,
} from "./rank-turns.ts";
import type { Question } from "./read-question.ts";

export interface TurnSearch {
  readonly conversationId: string;
  readonly question: Question;
  /** Only turns at these positions; left out: all. */
  readonly range?: PositionRange | undefined;
  /** The question as a vector of an embedding model. */
  readonly vector?: { readonly modelId: string; readonly vector: Float32Array } | undefined;
  readonly most: number;
  readonly weights?: RankWeights | undefined;
}

/** How much is looked at, so that no conversation is too long. */
const limits = { hitsPerConcept: 100, candidates: 200, vectors: 50, inTime: 200 } as const;

/** The turns of one conversation that have most to say to a question, best first. */
export function searchTurns(index: PassageIndex, search: TurnSearch): readonly RankedTurn[] {
  const { conversationId, question, vector, most, weights = rankWeights } = search;
  const range = overlap(index.range(conversationId), search.range);
  if (range === undefined) return [];
  const find = (words: readonly string[]) =>
    words.length === 0
      ? { positions: [], documents: 0 }
      : index.find(conversationId, words, range, limits.hitsPerConcept);
  const hits: readonly ConceptHits[] = question.concepts.map((concept) => ({
    concept,
    said: find(concept.words),
    near: find(concept.kin),
  }));
  const turns = range.last - range.first + 1;
  const inTime =
    question.time === undefined
      ? []
      : index.saidBetween(conversationId, range, question.time, limits.inTime);
  const nearest =
    vector === undefined ? [] : index.nearest(conversationId, vector, range, limits.vectors);
  const positions = new Set([
    ...promisingPositions(hits, turns, limits.candidates, weights),
    ...inTime,
    ...nearest.map(({ position }) => position),
  ]);
  const passages = index.passages(
    conversationId,
    [...positions].filter((position) => position >= range.first && position <= range.last),
  );
  const byWords = rankTurns(passages, hits, question, turns, weights);
  if (nearest.length === 0) return byWords.slice(0, most);
  return fuseRanks(passages, byWords, nearest).slice(0, most);
}

function overlap(
  one: PositionRange | undefined,
  other: PositionRange | undefined,
): PositionRange | undefined {
  if (one === undefined || other === undefined) return one;
  const range = {
    first: Math.max(one.first, other.first),
    last: Math.min(one.last, other.last),
  };
  return range.first > range.last ? undefined : range;
}
