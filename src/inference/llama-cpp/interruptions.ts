import type { InterruptionReport } from "../../generation/stream-part.ts";

/** How often one reply stood still because others had its slot, for how long, and what was read once more. */
export class Interruptions {
  #count = 0;
  #waitedMs = 0;
  #evaluatedTokens = 0;
  #since: number | undefined;

  get count(): number {
    return this.#count;
  }

  /** `now`: milliseconds of the engine's clock, here and below. */
  began(now: number): void {
    this.#count++;
    this.#since = now;
  }

  ended(now: number, evaluatedTokens: number): void {
    this.#waitedMs += now - (this.#since ?? now);
    this.#since = undefined;
    this.#evaluatedTokens += evaluatedTokens;
  }

  /** Undefined where there was none. */
  report(now: number): InterruptionReport | undefined {
    if (this.#count === 0) return undefined;
    const waitedMs = this.#waitedMs + now - (this.#since ?? now);
    return { count: this.#count, waitedMs, evaluatedTokens: this.#evaluatedTokens };
  }
}
