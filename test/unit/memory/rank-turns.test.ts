import { describe, expect, test } from "vitest";
import type { Passage } from "../../../src/memory/passage.ts";
import { type ConceptHits, promisingPositions, rankTurns } from "../../../src/memory/rank-turns.ts";
import { readQuestion } from "../../../src/memory/read-question.ts";

const dayMs = 86_400_000;
const nowMs = 100 * dayMs;

describe("a turn is ranked higher", () => {
  test("when it says the word itself rather than one near in meaning", () => {
    const hits = [{ ...words("dog", [1]), near: list([5]) }];
    const ranked = order(hits, "dog").filter((position) => position === 1 || position === 5);
    expect(ranked).toEqual([1, 5]);
  });

  test("when the turn before asked for it", () => {
    const hits = [words("instrument", [3, 8])];
    const ranked = order(hits, "instrument", { 3: { asks: true, wordCount: 4 } }).filter(
      (position) => position === 4 || position === 9,
    );
    expect(ranked).toEqual([4, 9]);
  });

  test("when the person whom the question names said it", () => {
    const hits = [words("dog", [1, 6])];
    expect(order(hits, "what dog does Mia have?", { 6: { speakerName: "Mia" } })[0]).toBe(6);
  });

  test("when it was said at the time that the question speaks of", () => {
    const hits = [words("dog", [1, 9])];
    const ranked = order(hits, "what about the dog three days ago?", {
      1: { at: nowMs - 3 * dayMs },
    });
    expect(ranked[0]).toBe(1);
  });

  test("when it has more of the question's words", () => {
    const hits = [words("dog", [1, 9]), words("beach", [1])];
    expect(order(hits, "dog beach")[0]).toBe(1);
  });

  test("when its words are rarer", () => {
    const hits = [words("dog", [1], 90), words("ferry", [9], 1)];
    expect(order(hits, "dog ferry")[0]).toBe(9);
  });
});

test("turns of another talk say nothing of a turn", () => {
  const hits = [words("dog", [3])];
  expect(order(hits, "dog", { 4: { at: nowMs + dayMs } })).not.toContain(4);
});

test("where nothing fits there is nothing", () => {
  expect(order([words("dog", [])], "dog")).toEqual([]);
  expect(rankTurns([], [], question("dog"), 0)).toEqual([]);
});

test("the closer look is given to no more turns than asked", () => {
  const everywhere = Array.from({ length: 300 }, (_, index) => index);
  expect(promisingPositions([words("dog", everywhere)], 300, 50)).toHaveLength(50);
});

function order(
  hits: readonly ConceptHits[],
  text: string,
  changes: Readonly<Record<number, Partial<Passage>>> = {},
): readonly number[] {
  const passages = Array.from({ length: 12 }, (_, position) => ({
    ...passage(position),
    ...changes[position],
  }));
  return rankTurns(passages, hits, question(text), 100).map((ranked) => ranked.passage.position);
}

function question(text: string) {
  return readQuestion({ text, speakers: ["Tom", "Mia"], nowMs });
}

function passage(position: number): Passage {
  return {
    turnId: `turn-${position}`,
    conversationId: "conversation",
    position,
    authorId: "tom",
    speakerName: "Tom",
    at: nowMs - 20 * dayMs + position * 1000,
    wordCount: 12,
    asks: false,
    tellsTime: false,
  };
}

function words(
  word: string,
  positions: readonly number[],
  documents = positions.length,
): ConceptHits {
  return {
    concept: { words: [word], kin: [], weight: 1 },
    said: { positions, documents },
    near: list([]),
  };
}

function list(positions: readonly number[]) {
  return { positions, documents: positions.length };
}
