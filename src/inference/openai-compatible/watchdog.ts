import type { Clock } from "../../lib/clock.ts";

/** Aborts when nothing happens for too long. */
export class Watchdog {
  readonly #clock: Clock;
  readonly #expired = new AbortController();
  #current: AbortController | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Aborted once the time is up. */
  get signal(): AbortSignal {
    return this.#expired.signal;
  }

  /** The next sign of life has to come within this time. */
  expect(withinMs: number): void {
    this.stop();
    const current = new AbortController();
    this.#current = current;
    this.#clock.sleep(withinMs, current.signal).then(
      () => this.#expired.abort(),
      // It was stopped.
      () => {},
    );
  }

  stop(): void {
    this.#current?.abort();
    this.#current = undefined;
  }
}
