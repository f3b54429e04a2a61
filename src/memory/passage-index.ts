import type { Passage } from "./passage.ts";

/** Positions of one conversation's turns, both ends included. */
export interface PositionRange {
  readonly first: number;
  readonly last: number;
}

/** Where some words are said. */
export interface WordHits {
  /** Ascending. All of them, or where there are too many, the newest. */
  readonly positions: readonly number[];
  /** How many turns have one of the words, estimated where `positions` isn't all of them. */
  readonly documents: number;
}

export interface VectorHit {
  readonly position: number;
  /** Cosine, from -1 to 1. */
  readonly likeness: number;
}

/**
 * Finds turns of one conversation. What a call costs doesn't grow with the length of the conversation, nor with how many
 * others there are.
 */
export interface PassageIndex {
  /** What is indexed of a conversation; undefined when nothing is. */
  range(conversationId: string): PositionRange | undefined;
  /** Names under which people and characters have spoken there. */
  speakers(conversationId: string): readonly string[];
  /** Turns that have any of `words`, or another ending of one. At least the newest `most`, when there are as many. */
  find(
    conversationId: string,
    words: readonly string[],
    range: PositionRange,
    most: number,
  ): WordHits;
  /** Those of the positions that are indexed, in no particular order. */
  passages(conversationId: string, positions: readonly number[]): readonly Passage[];
  /** Positions of turns that were said between two times, both included; the newest `most`, ascending. */
  saidBetween(
    conversationId: string,
    range: PositionRange,
    time: { readonly fromMs: number; readonly toMs: number },
    most: number,
  ): readonly number[];
  /** The turns whose vectors are nearest, best first; empty while there are no vectors of this model. */
  nearest(
    conversationId: string,
    query: { readonly modelId: string; readonly vector: Float32Array },
    range: PositionRange,
    most: number,
  ): readonly VectorHit[];
}
