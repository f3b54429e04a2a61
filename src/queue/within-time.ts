import type { Clock } from "../lib/clock.ts";

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
