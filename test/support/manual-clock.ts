import type { Clock } from "../../src/lib/clock.ts";
import { deferred } from "../../src/lib/deferred.ts";

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Moves time on and wakes whoever has slept long enough, the one due first coming first. */
  advance(byMs: number): void;
  /** Resolves when somebody sleeps. */
  someoneSleeps(): Promise<void>;
}

export function createManualClock(startMs = 0): ManualClock {
  let now = startMs;
  const sleepers: { readonly dueAt: number; readonly wake: () => void }[] = [];
  const watchers: (() => void)[] = [];
  return {
    now: () => now,
    async sleep(delayMs, signal) {
      signal?.throwIfAborted();
      const woken = deferred();
      const sleeper = { dueAt: now + delayMs, wake: () => woken.resolve() };
      const onAbort = () => {
        const index = sleepers.indexOf(sleeper);
        if (index === -1) return;
        sleepers.splice(index, 1);
        woken.reject(signal?.reason);
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      sleepers.push(sleeper);
      for (const watcher of watchers.splice(0)) watcher();
      try {
        await woken.promise;
      } finally {
        signal?.removeEventListener("abort", onAbort);
      }
    },
    advance(byMs) {
      now += byMs;
      const due = sleepers.filter((sleeper) => sleeper.dueAt <= now);
      for (const sleeper of due.toSorted((one, other) => one.dueAt - other.dueAt)) {
        sleepers.splice(sleepers.indexOf(sleeper), 1);
        sleeper.wake();
      }
    },
    async someoneSleeps() {
      if (sleepers.length > 0) return;
      const watched = deferred();
      watchers.push(() => watched.resolve());
      await watched.promise;
    },
  };
}
