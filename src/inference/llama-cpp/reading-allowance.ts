/** How much one more step counts for how long steps take lately. */
const newestShare = 1 / 4;

/**
 * Shares time between prompts and replies. Reading a piece of a prompt makes a step longer for everyone whose reply is
 * being written; on a CPU ten times as long. So while there are replies, reading may take as much time as writing does:
 * a long prompt at most halves the pace of the others, and takes at most twice the time itself.
 *
 * Where a piece costs next to nothing, as on a GPU, a piece goes into every step.
 */
export class ReadingAllowance {
  /** How long a step takes that reads nothing. */
  #writingStepMs: number | undefined;
  /** Time that reading has taken and writing hasn't had yet. */
  #owedMs = 0;

  /** How long a step takes lately that gives every reply its next token and reads nothing; undefined before the first. */
  get writingStepMs(): number | undefined {
    return this.#writingStepMs;
  }

  /** Whether the next step may read beside `replies` that are being written. */
  mayRead(replies: number): boolean {
    if (replies === 0) return true;
    // Before the first step without reading, nobody knows what reading costs.
    return this.#writingStepMs !== undefined && this.#owedMs <= 0;
  }

  /** Takes note of a step. */
  took(step: {
    readonly replies: number;
    readonly promptTokens: number;
    readonly durationMs: number;
  }): void {
    const { replies, promptTokens, durationMs } = step;
    if (replies === 0) {
      // Nobody had to wait for it.
      this.#owedMs = 0;
      return;
    }
    if (promptTokens === 0) {
      const known = this.#writingStepMs ?? durationMs;
      this.#writingStepMs = known + (durationMs - known) * newestShare;
      this.#owe(-durationMs);
      return;
    }
    // Everyone got a token in it, so a step's worth of writing is in it, and has earned another one for reading.
    this.#owe(durationMs - 2 * (this.#writingStepMs ?? 0));
  }

  /** What writing had too much of is kept for less than a step: it only evens out that steps can't be split. */
  #owe(ms: number): void {
    this.#owedMs = Math.max(-(this.#writingStepMs ?? 0), this.#owedMs + ms);
  }
}
