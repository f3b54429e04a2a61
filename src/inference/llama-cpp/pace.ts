/** How much of what was measured before still counts, each time something new is measured. */
const remembered = 7 / 8;

/** What one unit of some work takes lately, whatever the unit: a prompt token that is read, a byte that is copied. */
export class Pace {
  #units = 0;
  #ms = 0;

  took(units: number, durationMs: number): void {
    this.#units = this.#units * remembered + units;
    this.#ms = this.#ms * remembered + durationMs;
  }

  /** Milliseconds for so many units; undefined before anything has been measured. */
  msFor(units: number): number | undefined {
    return this.#units === 0 ? undefined : (units * this.#ms) / this.#units;
  }
}
