import type { Clock } from "../lib/clock.ts";

/** What became of the jobs that were under way at a shutdown. */
export interface DrainReport {
  /** Ids of jobs that ended in time. */
  readonly finished: readonly string[];
  /** Ids of jobs that somebody else, or the next start, takes up again. */
  readonly handedBack: readonly string[];
}

/** Resolves with true when `work` settles in time. */
export async function withinTime(
  work: Promise<unknown>,
  timeoutMs: number,
  clock: Clock,
): Promise<boolean> {
  const timer = new AbortController();
  const settled = work.then(
    () => true,
    () => true,
  );
  const late = clock.sleep(timeoutMs, timer.signal).then(
    () => false,
    () => true,
  );
  try {
    return await Promise.race([settled, late]);
  } finally {
    timer.abort();
  }
}
