/** Share of the usual time that a job still takes which has run for longer than usual already. */
const leastLeft = 1 / 4;

/**
 * Milliseconds until a job starts, when each slot that becomes free takes the next job, and every job runs for as long as
 * jobs usually do.
 */
export function estimateWait(input: {
  /** Jobs that run side by side at most; at least 1. */
  readonly slots: number;
  /** How long each job that runs has been running, in milliseconds. */
  readonly runningForMs: readonly number[];
  /** Jobs that wait and go before it. */
  readonly ahead: number;
  /** How long a job usually runs, in milliseconds. */
  readonly usualMs: number;
}): number {
  const { slots, runningForMs, ahead, usualMs } = input;
  const idle = Math.max(0, slots - runningForMs.length);
  const free = [
    ...Array<number>(idle).fill(0),
    ...runningForMs.map((elapsed) => timeLeft(elapsed, usualMs)),
  ]
    .sort((a, b) => a - b)
    // More may run than there are slots now, when a worker is leaving: nothing starts until the surplus has ended.
    .slice(-slots);
  // All jobs are of one length, so the slots become free in the same order round after round.
  return (free[ahead % slots] ?? 0) + Math.floor(ahead / slots) * usualMs;
}

/** What a job still takes that has been running for a while, in milliseconds. */
export function timeLeft(elapsedMs: number, usualMs: number): number {
  return Math.max(usualMs - elapsedMs, usualMs * leastLeft);
}
