import { describe, expect, test } from "vitest";
import { nextStretch } from "../../../../src/conversation/memory/next-stretch.ts";
import type { Summary, SummaryTurn } from "../../../../src/conversation/memory/summary-store.ts";

const short = (position: number): SummaryTurn => ({
  position,
  speakerName: "Ada",
  text: `turn ${position}`,
});

interface Said {
  readonly turns: readonly SummaryTurn[];
  readonly summaries?: readonly Summary[];
  readonly first?: number;
  readonly last?: number;
  readonly alsoShort?: boolean;
}

function next({ turns, summaries = [], first = 1, last, alsoShort = false }: Said) {
  return nextStretch({
    summaries,
    turnsIn: (range, limit) =>
      turns
        .filter(({ position }) => position >= range.first && position <= range.last)
        .slice(0, limit),
    first,
    last: last ?? turns.at(-1)?.position ?? 0,
    alsoShort,
  });
}

function said(count: number): readonly SummaryTurn[] {
  return Array.from({ length: count }, (_, index) => short(index + 1));
}

function summary(firstPosition: number, lastPosition: number, level = 0): Summary {
  const id = `${level} ${firstPosition}`;
  const range = { firstPosition, lastPosition };
  return { id, conversationId: "inn", level, ...range, text: id, model: "demo" };
}

describe("what is summed up next", () => {
  test("is nothing as long as there are few turns, unless they are wanted in short", () => {
    expect(next({ turns: [] })).toBeUndefined();
    expect(next({ turns: said(19) })).toBeUndefined();
    expect(next({ turns: said(19), alsoShort: true })).toMatchObject({ first: 1, last: 19 });
  });

  test("is the oldest twenty turns, then those after them", () => {
    const turns = said(45);
    expect(next({ turns })).toEqual({ level: 0, first: 1, last: 20, turns: turns.slice(0, 20) });
    const summaries = [summary(1, 20)];
    expect(next({ turns, summaries })).toMatchObject({ level: 0, first: 21, last: 40 });
    expect(next({ turns, summaries: [...summaries, summary(21, 40)] })).toBeUndefined();
  });

  test("is fewer of them where they are long, with only as much as is read at once", () => {
    const turns = said(20).map((turn) => ({ ...turn, text: "x".repeat(900) }));
    expect(next({ turns })).toMatchObject({ first: 1, last: 5, turns: turns.slice(0, 5) });
  });

  test("is the beginning of a turn that is too long by itself", () => {
    const [first, ...rest] = said(3);
    if (first === undefined) throw new Error("unreachable");
    const found = next({ turns: [{ ...first, text: "x".repeat(9000) }, ...rest] });
    expect(found).toMatchObject({ first: 1, last: 1, turns: [{ text: "x".repeat(5000) }] });
  });

  test("is what lies between two summaries before anything newer, however little that is", () => {
    const summaries = [summary(1, 20), summary(24, 40)];
    expect(next({ turns: said(80), summaries })).toMatchObject({ first: 21, last: 23 });
  });

  test("is nothing that was reset, nor what still stands in the window", () => {
    expect(next({ turns: said(60), first: 31, last: 50 })).toMatchObject({ first: 31, last: 50 });
    expect(next({ turns: said(60), first: 32, last: 50 })).toBeUndefined();
    const summaries = [summary(1, 20)];
    expect(next({ turns: said(60), first: 31, last: 50, summaries })).toMatchObject({ first: 31 });
  });

  test("stands for positions that nobody said anything at, too, so that no gap is left there", () => {
    const turns = said(30).filter(({ position }) => position < 8 || position > 12);
    const summaries = [summary(13, 30)];
    expect(next({ turns, summaries })).toMatchObject({ first: 1, last: 12 });
    expect(next({ turns, summaries: [summary(1, 12), ...summaries] })).toBeUndefined();
  });

  test("passes over what nobody says any more", () => {
    const turns = said(40).filter(({ position }) => position > 20);
    expect(next({ turns, summaries: [summary(21, 40)] })).toBeUndefined();
  });
});

describe("summaries are summed up themselves", () => {
  const five = [1, 21, 41, 61, 81].map((first) => summary(first, first + 19));

  test("when there are five of turns, as what they say", () => {
    const turns = said(100);
    expect(next({ turns, summaries: five.slice(1), first: 21 })).toBeUndefined();
    expect(next({ turns, summaries: five })).toEqual({
      level: 1,
      first: 1,
      last: 100,
      turns: five.map(({ firstPosition, text }) => ({
        position: firstPosition,
        speakerName: "Summary",
        text,
      })),
    });
  });

  test("once every turn before the window has one", () => {
    expect(next({ turns: said(120), summaries: five })).toMatchObject({ level: 0, first: 101 });
  });

  test("those that one stands for already aren't summed up again with others around it", () => {
    const wide = summary(21, 120, 1);
    const around = [
      summary(1, 20),
      wide,
      ...[121, 141, 161, 181].map((at) => summary(at, at + 19)),
    ];
    expect(next({ turns: said(200), summaries: around })).toBeUndefined();
    const more = [...around, summary(201, 220)];
    expect(next({ turns: said(220), summaries: more })).toMatchObject({
      level: 1,
      first: 121,
      last: 220,
    });
  });
});
