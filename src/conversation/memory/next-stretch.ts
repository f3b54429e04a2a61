import type { Summary, SummaryTurn } from "./summary-store.ts";

/** What is to be summed up next. */
export interface Stretch {
  readonly level: number;
  readonly first: number;
  readonly last: number;
  readonly turns: readonly SummaryTurn[];
}

/** Turns of one summary, and the characters that all of them may have. */
const turnsOfSummary = 20;
const longestStretch = 5000;
/** So many summaries of turns are summed up in one of their own. */
const summariesOfSummary = 5;

/**
 * The next stretch that no summary stands for: the oldest `turnsOfSummary` turns, fewer where they are long; or, when there
 * are many summaries of turns already, the oldest of these. Undefined when there is too little to sum up.
 */
export function nextStretch(input: {
  /** In order; none within another. */
  readonly summaries: readonly Summary[];
  readonly turnsIn: (
    range: { readonly first: number; readonly last: number },
    limit: number,
  ) => readonly SummaryTurn[];
  readonly first: number;
  /** The last position that may be summed up. */
  readonly last: number;
  /** Even a few turns are wanted in short. */
  readonly alsoShort: boolean;
}): Stretch | undefined {
  const { summaries, turnsIn, alsoShort } = input;
  const current = summaries.filter(({ firstPosition }) => firstPosition >= input.first);
  for (const gap of gapsBetween(current, input.first, input.last)) {
    const found = turnsIn(gap, turnsOfSummary);
    const turns = shortEnough(found);
    const first = turns[0];
    const last = turns.at(-1);
    if (first === undefined || last === undefined) continue;
    const closed = gap.last < input.last || turns.length < found.length;
    if (alsoShort || closed || turns.length === turnsOfSummary)
      return { level: 0, first: gap.first, last: lastOf(gap, turns, found), turns };
  }
  const plain = neighbours(current).find((run) => run.length >= summariesOfSummary);
  const together = plain?.slice(0, summariesOfSummary) ?? [];
  const [oldest] = together;
  const newest = together.at(-1);
  if (oldest === undefined || newest === undefined) return undefined;
  const turns = together.map(({ firstPosition, text }) => ({
    position: firstPosition,
    speakerName: "Summary",
    text,
  }));
  return { level: 1, first: oldest.firstPosition, last: newest.lastPosition, turns };
}

/** Summaries of turns, in runs that no wider one lies between: what it stands for isn't summed up once more with them. */
function neighbours(summaries: readonly Summary[]): readonly (readonly Summary[])[] {
  const runs: Summary[][] = [[]];
  for (const summary of summaries)
    if (summary.level > 0) runs.push([]);
    else runs.at(-1)?.push(summary);
  return runs;
}

/** A stretch that takes the last turns of a gap takes what is left of it, where only unsaid turns are. */
function lastOf(
  gap: { readonly last: number },
  turns: readonly SummaryTurn[],
  found: readonly SummaryTurn[],
): number {
  const last = turns.at(-1)?.position ?? gap.last;
  return turns.length === found.length && found.length < turnsOfSummary ? gap.last : last;
}

function shortEnough(turns: readonly SummaryTurn[]): readonly SummaryTurn[] {
  let length = 0;
  const fitting = turns.filter(({ text, speakerName }) => {
    length += text.length + speakerName.length;
    return length <= longestStretch;
  });
  // One that is too long by itself is summed up by how it begins.
  const [first] = turns;
  return fitting.length > 0 || first === undefined
    ? fitting
    : [{ ...first, text: first.text.slice(0, longestStretch) }];
}

function gapsBetween(summaries: readonly Summary[], first: number, last: number) {
  const gaps: { readonly first: number; readonly last: number }[] = [];
  let from = first;
  for (const { firstPosition, lastPosition } of summaries) {
    if (firstPosition > from) gaps.push({ first: from, last: Math.min(firstPosition - 1, last) });
    from = Math.max(from, lastPosition + 1);
  }
  if (from <= last) gaps.push({ first: from, last });
  return gaps.filter((gap) => gap.first <= gap.last);
}
