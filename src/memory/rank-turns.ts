import type { Passage } from "./passage.ts";
import type { Concept, Question } from "./read-question.ts";

/** Where the words of one concept stand. */
export interface ConceptHits {
  readonly concept: Concept;
  readonly said: HitList;
  readonly near: HitList;
}

export interface HitList {
  /** Ascending. */
  readonly positions: readonly number[];
  readonly documents: number;
}

export interface RankedTurn {
  readonly passage: Passage;
  readonly score: number;
}

/** What counts for how much; `bench/memory` measures what each is worth. */
export interface RankWeights {
  /** Of a word near in meaning, against the word itself. */
  readonly kin: number;
  /** Of what the turn before says. */
  readonly previous: number;
  /** The same, when that turn asks. */
  readonly question: number;
  /** Of what the turn after says. */
  readonly next: number;
  /** Of what the turns two away say. */
  readonly far: number;
  /** A turn by somebody whom the question names. */
  readonly speaker: number;
  /** A turn from the time that the question speaks of. */
  readonly time: number;
  /** A turn that tells a time, when the question asks when. */
  readonly tellsTime: number;
  /** A turn that does nothing but ask, against one that tells. */
  readonly asks: number;
  /** BM25's `b`: how far long turns are held to more. */
  readonly length: number;
  /** Of how large a part of the question's words is there. */
  readonly coverage: number;
  /** The newest turn against one that is very old. */
  readonly recency: number;
}

export const rankWeights: RankWeights = {
  kin: 0.4,
  previous: 0.35,
  question: 0.7,
  next: 0.4,
  far: 0.2,
  speaker: 1.4,
  time: 1.6,
  tellsTime: 1.15,
  asks: 0.6,
  length: 0.3,
  coverage: 0.5,
  recency: 0.05,
};

/** A longer turn that ends with a question tells something too. */
const bareQuestion = 10;

/** Turns further apart than this belong to different talks, and say nothing of each other. */
const sameTalkMs = 6 * 3_600_000;

/**
 * The positions that are worth a closer look, best first: those where much is said, and their neighbours. Needs nothing
 * but where the words stand.
 */
export function promisingPositions(
  hits: readonly ConceptHits[],
  turns: number,
  most: number,
  weights: RankWeights = rankWeights,
): readonly number[] {
  const totals = new Map<number, number>();
  const spread = [
    [0, 1],
    [1, weights.question],
    [-1, weights.next],
    [2, weights.far],
    [-2, weights.far],
  ] as const;
  for (const { said, near, concept } of hits) {
    const best = new Map<number, number>();
    const add = ({ positions, documents }: HitList, strength: number) => {
      const worth = strength * concept.weight * rarity(documents, turns);
      for (const position of positions)
        for (const [distance, share] of spread) {
          const at = position + distance;
          if (worth * share > (best.get(at) ?? 0)) best.set(at, worth * share);
        }
    };
    add(said, 1);
    add(near, weights.kin);
    for (const [position, worth] of best) totals.set(position, (totals.get(position) ?? 0) + worth);
  }
  return [...totals]
    .toSorted(([a, worthOfA], [b, worthOfB]) => worthOfB - worthOfA || b - a)
    .slice(0, most)
    .map(([position]) => position);
}

/**
 * Ranks turns by what they and their neighbours say of the question. A neighbour's words count less than the turn's own,
 * most when the turn before asks, and each word of the question counts once, where it is said best.
 */
export function rankTurns(
  passages: readonly Passage[],
  hits: readonly ConceptHits[],
  question: Question,
  turns: number,
  weights: RankWeights = rankWeights,
): readonly RankedTurn[] {
  const byPosition = new Map(passages.map((passage) => [passage.position, passage]));
  const averageLength = mean(passages.map(({ wordCount }) => wordCount)) || 1;
  const newest = Math.max(...passages.map(({ position }) => position), 1);
  const concepts = hits.map(({ concept, said, near }) => ({
    said: new Set(said.positions),
    near: new Set(near.positions),
    saidWorth: concept.weight * rarity(said.documents, turns),
    nearWorth: concept.weight * rarity(near.documents, turns) * weights.kin,
  }));
  const wanted = hits.reduce((sum, { concept }) => sum + concept.weight, 0) || 1;

  const score = (passage: Passage): number => {
    const window = neighbours(passage, byPosition, weights);
    let sum = 0;
    let covered = 0;
    for (const [index, concept] of concepts.entries()) {
      let best = 0;
      for (const { position, share, wordCount } of window) {
        const worth = concept.said.has(position)
          ? concept.saidWorth
          : concept.near.has(position)
            ? concept.nearWorth
            : 0;
        if (worth > 0)
          best = Math.max(best, worth * share * brevity(wordCount / averageLength, weights.length));
      }
      sum += best;
      if (best > 0) covered += hits[index]?.concept.weight ?? 0;
    }
    // Where a time is all that is asked for, what was told then is the answer.
    if (isWithin(passage.at, question.time)) sum += passage.tellsTime ? 1.2 : 0.6;
    return sum * (1 - weights.coverage + weights.coverage * (covered / wanted));
  };

  return passages
    .map((passage) => ({
      passage,
      score: score(passage) * circumstances(passage, question, newest, weights),
    }))
    .filter((ranked) => ranked.score > 0)
    .toSorted((a, b) => b.score - a.score || b.passage.position - a.passage.position);
}

/** The turn itself and those around it in the same talk, with the share that their words count. */
function neighbours(
  passage: Passage,
  byPosition: ReadonlyMap<number, Passage>,
  weights: RankWeights,
) {
  const window = [{ position: passage.position, share: 1, wordCount: passage.wordCount }];
  for (const distance of [-2, -1, 1, 2]) {
    const neighbour = byPosition.get(passage.position + distance);
    if (neighbour === undefined || Math.abs(neighbour.at - passage.at) > sameTalkMs) continue;
    const share =
      distance === -1
        ? neighbour.asks
          ? weights.question
          : weights.previous
        : distance === 1
          ? weights.next
          : weights.far;
    window.push({ position: neighbour.position, share, wordCount: neighbour.wordCount });
  }
  return window;
}

/** Who said it, and when. */
function circumstances(
  passage: Passage,
  question: Question,
  newest: number,
  weights: RankWeights,
): number {
  let factor = 1 + weights.recency * Math.exp((passage.position - newest) / 200);
  if (question.people.includes(passage.speakerName.toLowerCase())) factor *= weights.speaker;
  if (question.time !== undefined) {
    const { fromMs, toMs } = question.time;
    const slack = Math.min(Math.max((toMs - fromMs) / 2, 86_400_000), 14 * 86_400_000);
    // What happened at a time is often told a little later.
    if (isWithin(passage.at, question.time)) factor *= weights.time;
    else if (passage.at > toMs && passage.at <= toMs + slack) factor *= Math.sqrt(weights.time);
  }
  if (question.asksWhen && passage.tellsTime) factor *= weights.tellsTime;
  if (passage.asks && passage.wordCount <= bareQuestion) factor *= weights.asks;
  return factor;
}

function isWithin(at: number, time: Question["time"]): boolean {
  return time !== undefined && at >= time.fromMs && at <= time.toMs;
}

/** BM25's inverse document frequency. */
function rarity(documents: number, turns: number): number {
  return Math.log(1 + (Math.max(turns - documents, 0) + 0.5) / (documents + 0.5));
}

/** BM25's saturation for a word that is said once, 1 at average length. */
function brevity(relativeLength: number, b: number): number {
  const k1 = 1.2;
  return (1 + k1) / (1 + k1 * (1 - b + b * relativeLength));
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
