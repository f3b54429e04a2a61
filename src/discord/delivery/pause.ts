import type { Clock } from "../../lib/clock.ts";

/** A wait, one at a time, that something more urgent can cut short. */
export class Pause {
  readonly #clock: Clock;
  readonly #over: AbortSignal;
  #waiting: AbortController | undefined;

  /** `over` ends every wait. */
  constructor(clock: Clock, over: AbortSignal) {
    this.#clock = clock;
    this.#over = over;
  }

  /** Resolves after the time, or when the wait is cut short. */
  async wait(delayMs: number): Promise<void> {
    const waiting = new AbortController();
    this.#waiting = waiting;
    try {
      await this.#clock.sleep(delayMs, AbortSignal.any([waiting.signal, this.#over]));
    } catch (thrown) {
      if (!waiting.signal.aborted && !this.#over.aborted) throw thrown;
    } finally {
      this.#waiting = undefined;
    }
  }

  cutShort(): void {
    this.#waiting?.abort();
  }
}
