/** How much of what was measured before still counts, each time something new is measured. */
const remembered = 7 / 8;
/** Pieces have to differ by so much of their usual size before they tell what a step takes whatever it reads. */
const tellingSpread = 1 / 4;

/**
 * What one more token of a prompt takes, lately. A step takes some time whatever it reads: next to nothing on a CPU, most
 * of it on a GPU. Something of every prompt is new and is read anyway, so only what comes on top tells what keeping the
 * rest would spare: the slope of a line through the steps (weighted least squares), not time by tokens.
 */
export class ReadingPace {
  #count = 0;
  #tokens = 0;
  #ms = 0;
  #tokensSquared = 0;
  #product = 0;

  took(tokens: number, durationMs: number): void {
    this.#count = this.#count * remembered + 1;
    this.#tokens = this.#tokens * remembered + tokens;
    this.#ms = this.#ms * remembered + durationMs;
    this.#tokensSquared = this.#tokensSquared * remembered + tokens ** 2;
    this.#product = this.#product * remembered + tokens * durationMs;
  }

  /** Milliseconds that so many tokens more take; undefined before anything has been measured. */
  msForMore(tokens: number): number | undefined {
    return this.#count === 0 ? undefined : tokens * this.#msPerToken();
  }

  #msPerToken(): number {
    const evenly = this.#ms / this.#tokens;
    const mean = this.#tokens / this.#count;
    const variance = this.#tokensSquared / this.#count - mean ** 2;
    // Pieces of one size say nothing of what a step takes by itself.
    if (variance < (mean * tellingSpread) ** 2) return evenly;
    const slope = (this.#product / this.#count - (mean * this.#ms) / this.#count) / variance;
    return Math.min(Math.max(slope, 0), evenly);
  }
}
