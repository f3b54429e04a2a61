/** A part of the history: a turn, or lore that stands before one. */
export interface HistoryPart {
  readonly id: string;
  readonly tokens: number;
}

/** Share of the budget that remains when a beginning that was known has to be given up. */
export const keptByNewCut = 2 / 5;

/** With less than this share of the budget, a known beginning wastes room: the model has a larger context now. */
const leastUsed = 1 / 5;

/**
 * Where the history starts when it doesn't fit as a whole: where it started in the prompt before (`known`), for as long
 * as that fits. Then a block goes at once, and what remains has room to grow. With two fifths kept, a chat reads two of
 * three tokens of its history once more.
 */
export function historyStart(
  parts: readonly HistoryPart[],
  budget: number,
  known: string | undefined,
): number {
  const start = known === undefined ? -1 : parts.findIndex(({ id }) => id === known);
  if (start === -1) return historyCut(parts, budget);
  const kept = parts.slice(start).reduce((total, { tokens }) => total + tokens, 0);
  if (kept <= budget && kept > leastUsed * budget) return start;
  return newCut(parts, keptByNewCut * budget, budget);
}

/** The first turn from which no more than `wanted` is kept; more, where the newest turn alone takes more. */
function newCut(parts: readonly HistoryPart[], wanted: number, most: number): number {
  let kept = 0;
  let cut = parts.length;
  for (let start = parts.length - 1; start >= 0; start--) {
    const part = parts[start];
    if (part === undefined) break;
    kept += part.tokens;
    if (kept > most || (kept > wanted && cut < parts.length)) break;
    if (isTurn(part)) cut = start;
  }
  return cut;
}

/** Lore goes with the turn that it stands before. */
function isTurn({ id }: HistoryPart): boolean {
  return id.startsWith("history:");
}

/**
 * Where the history starts when it isn't known where it started before.
 *
 * Dropping one turn per turn would change the prompt near its start every time, and the engine would re-read all that
 * follows. So a cut, once made, has to stay for as long as it can. It also has to be a pure function of the turns: a
 * worker keeps no state, and the turns that come in a request are themselves a window that slides in a long chat, so
 * positions in it mean nothing.
 *
 * Both hold when the turns choose: among the places where a cut would keep between {@link leastKept} and all of the
 * budget, it is made at the turn whose id has the highest hash. As the chat grows by a turn, that place remains the
 * highest until it no longer fits, or until a higher one comes in; either takes many turns.
 */
export function historyCut(turns: readonly HistoryPart[], budget: number): number {
  let kept = 0;
  let cut = turns.length;
  let highest = -1;
  for (let start = turns.length - 1; start >= 0; start--) {
    const turn = turns[start];
    if (turn === undefined) break;
    kept += turn.tokens;
    if (kept > budget) break;
    if (!isTurn(turn)) continue;
    const hash = fnv1a(turn.id);
    // Until enough is kept, every turn that fits is better than none.
    if (kept < leastKept * budget) cut = start;
    else if (hash > highest) {
      highest = hash;
      cut = start;
    }
  }
  return cut;
}

/** Share of the budget that remains after a cut, at least: a cut drops a third of it at most, a sixth on average. */
export const leastKept = 2 / 3;

/** FNV-1a, 32 bits: spreads ids evenly; no secret depends on it. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}
