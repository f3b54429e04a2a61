import type { ActiveLore } from "../lorebook/activation.ts";
import { joinLore } from "./prompt-texts.ts";

/** Lore or a memory that the chat called up, as it stood in a prompt. */
export interface StandingLore {
  readonly text: string;
  /** The turn before which it stood. */
  readonly beforeTurn: string;
  /** It is something remembered; left out for lore. */
  readonly memory?: true;
}

export interface PlacedStandingLore extends StandingLore {
  /** Whether something in it is called up now too. What isn't stays only until its part of the history goes. */
  readonly active: boolean;
}

/** Characters of lore that isn't called up any more but stays, so that it doesn't crowd out the chat. */
const mostLingering = 1500;

/**
 * Where triggered lore stands that was in the prompt before: where it stood. To move or remove it would change the prompt
 * there, and the engine would read everything behind it again. So it becomes part of the chat: it comes once, before
 * the turns that called it up, and goes with them, when the history is cut; what is active then moves up to where the
 * history begins.
 *
 * @param turnIds the turns of the history, oldest first
 */
export function placeStandingLore(input: {
  readonly active: readonly ActiveLore[];
  readonly standing: readonly StandingLore[];
  readonly turnIds: readonly string[];
}): { readonly standing: readonly PlacedStandingLore[]; readonly fresh: readonly ActiveLore[] } {
  const { active, turnIds } = input;
  const there = input.standing.filter(({ beforeTurn }) => turnIds.includes(beforeTurn));
  const placed = there.map((lore) => ({
    ...lore,
    active: active.some((entry) => contains(lore, entry)),
  }));
  const lingering = placed.filter((lore) => !lore.active);
  const crowded = lingering.reduce((sum, { text }) => sum + text.length, 0) > mostLingering;
  return {
    standing: crowded ? placed.filter((lore) => lore.active) : placed,
    fresh: active.filter((entry) => !there.some((lore) => contains(lore, entry))),
  };
}

/** Whether an entry's text is among the lines of what stands there. */
function contains({ text }: StandingLore, entry: ActiveLore): boolean {
  return `\n${text}\n`.includes(`\n${joinLore([entry])}\n`);
}
