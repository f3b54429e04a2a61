import type { Priority } from "../generation/request.ts";

/** BullMQ's range of priorities; the lowest number runs first. */
export const lowestTag = 1;
export const highestTag = 2_097_151;

/** Background jobs have the upper half of the range, so that any interactive job overtakes them. */
const firstBackgroundTag = 2 ** 20;

const ranges = {
  interactive: { first: lowestTag, last: firstBackgroundTag - 1 },
  background: { first: firstBackgroundTag, last: highestTag },
} as const satisfies Record<Priority, { first: number; last: number }>;

/**
 * Start-time fair queueing: who shares a GPU gets turns in rounds, however many jobs anyone has put in.
 *
 * Every job gets the number of the round that it runs in, as its tag. A newcomer joins the round that is being served;
 * each further job of the same guild goes one round later. So sixty jobs of one guild don't hold back the first
 * of another, and the jobs of one guild stay in order. When all is done, rounds count from the beginning again; a queue
 * that hasn't been idle for a million rounds serves the rest in order of arrival.
 *
 * (P. Goyal, H. Vin, H. Cheng: "Start-time Fair Queuing", 1996; all jobs weigh the same here.)
 */
export class FairTags {
  readonly #lanes: Record<Priority, Lane> = {
    interactive: newLane("interactive"),
    background: newLane("background"),
  };

  /** The tag of a new job. Jobs with equal tags run in order of arrival. */
  assign(fairnessKey: string, priority: Priority): number {
    const lane = this.#lanes[priority];
    const tag = Math.min(
      Math.max(lane.round, lane.next.get(fairnessKey) ?? 0),
      ranges[priority].last,
    );
    lane.next.set(fairnessKey, tag + 1);
    return tag;
  }

  /** The round that is being served: where a newcomer goes. */
  current(priority: Priority): number {
    return this.#lanes[priority].round;
  }

  /** Takes over a job that got its tag from an earlier run of the bot. */
  adopt(fairnessKey: string, tag: number): void {
    const { next } = this.#lanes[priorityOf(tag)];
    next.set(fairnessKey, Math.max(next.get(fairnessKey) ?? 0, tag + 1));
  }

  /** A job with this tag has started. */
  started(tag: number): void {
    const lane = this.#lanes[priorityOf(tag)];
    lane.round = Math.max(lane.round, tag);
    // Whoever would join the served round anyway needs no memory.
    for (const [key, next] of lane.next) if (next <= lane.round) lane.next.delete(key);
  }

  /** No job waits or runs. */
  idle(): void {
    this.#lanes.interactive = newLane("interactive");
    this.#lanes.background = newLane("background");
  }
}

interface Lane {
  /** The round that is being served. */
  round: number;
  /** Fairness key -> the earliest round of its next job. */
  readonly next: Map<string, number>;
}

function newLane(priority: Priority): Lane {
  return { round: ranges[priority].first, next: new Map() };
}

function priorityOf(tag: number): Priority {
  return tag < firstBackgroundTag ? "interactive" : "background";
}
