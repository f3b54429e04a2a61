import { type Clock, systemClock } from "../../src/lib/clock.ts";

/** The system's time, which a test can let leap ahead; whoever sleeps that long wakes at once. */
export class LeapingClock implements Clock {
  #aheadMs = 0;
  readonly #sleepers = new Set<{ readonly wakeAt: number; readonly wake: () => void }>();

  now(): number {
    return systemClock.now() + this.#aheadMs;
  }

  async sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    const waking = new AbortController();
    const sleeper = { wakeAt: this.now() + delayMs, wake: () => waking.abort() };
    this.#sleepers.add(sleeper);
    try {
      await systemClock.sleep(
        delayMs,
        signal === undefined ? waking.signal : AbortSignal.any([signal, waking.signal]),
      );
    } catch (thrown) {
      if (!waking.signal.aborted || signal?.aborted) throw thrown;
    } finally {
      this.#sleepers.delete(sleeper);
    }
  }

  leap(byMs: number): void {
    this.#aheadMs += byMs;
    for (const sleeper of this.#sleepers) if (sleeper.wakeAt <= this.now()) sleeper.wake();
  }
}
