import type { Priority } from "../../generation/request.ts";

/** A request that has a slot, at one moment between two tokens. */
export interface SlotHolder {
  readonly priority: Priority;
  /** Whether its prompt is read and its text comes. */
  readonly replying: boolean;
  readonly generatedTokens: number;
  /** Of these, those that it got since it has this slot. */
  readonly writtenInSlot: number;
  /** Tokens that still fit in the reply. */
  readonly mostLeft: number;
  /** How often it gave way before. */
  readonly interruptions: number;
}

/** Who waits for a slot while all are taken. */
export interface SlotSeekers {
  /** Whether somebody waits for the first word. */
  readonly newcomer: boolean;
  /** Whether somebody waits who had to give way, in the middle of a reply. */
  readonly interrupted: boolean;
}

/**
 * So many requests for each slot are worth taking at once: all of them soon have their first words, and text comes at half
 * the pace or better. With more, nobody would have much to read.
 */
export const requestsPerSlot = 2;

/**
 * What a reader has before the reply stops for a while: some fifty words, which take ten seconds or more to read, and about as
 * long as another one takes to get as far.
 */
const leastTokens = 64;

/** A reply with so few left is soon done: then its slot is free without anybody giving way. */
const nearEnd = 16;

/** Giving way may cost this share of the time that the slot has had of the engine. */
const mostShare = 1 / 4;

/** So often background work starts over; then it keeps its slot, or it would never come to an end. */
const mostBackgroundInterruptions = 4;

/**
 * Who of those that write gives its slot to one that waits: first words for everyone come before long tails for a few.
 * Undefined: nobody does yet.
 *
 * Background work gives way to any person, at once. A reply that a person reads gives way only to somebody who has had
 * no word, once it has written so much since it got the slot that the change pays; the longest first. Whoever gave way drives
 * out nobody else who is read, so there are at most as many changes as requests.
 *
 * @param costTokens how many tokens each of the replies could get in the time that it takes a holder to come back; 0
 * where nobody knows
 */
export function whoGivesWay<Holder extends SlotHolder>(
  holders: readonly Holder[],
  seekers: SlotSeekers,
  costTokens: (holder: Holder) => number,
): Holder | undefined {
  if (!seekers.newcomer && !seekers.interrupted) return undefined;
  const background = holders.filter(
    ({ priority, interruptions }) =>
      priority === "background" && interruptions < mostBackgroundInterruptions,
  );
  if (background.length > 0) return longest(background);
  if (!seekers.newcomer) return undefined;
  return longest(
    holders.filter(
      (holder) =>
        holder.priority === "interactive" &&
        holder.replying &&
        holder.mostLeft > nearEnd &&
        holder.writtenInSlot >= quantum(costTokens(holder), holders.length),
    ),
  );
}

/** Tokens that a reply gets before it may have to stop: all slots stand still while one of them changes hands. */
function quantum(costTokens: number, slots: number): number {
  return Math.max(leastTokens, (costTokens * slots) / mostShare);
}

function longest<Holder extends SlotHolder>(holders: readonly Holder[]): Holder | undefined {
  return holders.toSorted((one, other) => other.generatedTokens - one.generatedTokens)[0];
}
