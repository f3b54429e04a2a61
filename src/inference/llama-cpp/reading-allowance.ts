/**
 * How long reading may take for each moment of writing. Replies are promised half the pace that they have alone; beside
 * a long prompt steps also take a tenth longer, and the last piece is read before it is paid for.
 */
const readingPerWriting = 2 / 3;
/** As many of the newest steps say how long one takes: enough that one which the machine held up says nothing. */
const rememberedSteps = 15;

/**
 * Shares time between prompts and replies. Reading a piece of a prompt makes a step longer for everyone whose reply is
 * being written; on a CPU ten times as long. So while there are replies, reading may take two thirds of the time that
 * writing does: the others keep half their pace at least, and a long prompt takes two and a half times its time alone.
 *
 * Where a piece costs next to nothing, as on a GPU, a piece goes into every step.
 */
export class ReadingAllowance {
  /** How long the newest steps took that read nothing, oldest first. */
  readonly #writingStepsMs: number[] = [];
  /** Time that reading has taken and writing hasn't earned yet. */
  #owedMs = 0;

  /** How long a step takes lately that gives every reply its next token and reads nothing; undefined before the first. */
  get writingStepMs(): number | undefined {
    const sorted = this.#writingStepsMs.toSorted((one, other) => one - other);
    return sorted[Math.floor((sorted.length - 1) / 2)];
  }

  /** Whether the next step may read beside `replies` that are being written. */
  mayRead(replies: number): boolean {
    if (replies === 0) return true;
    // Before the first step without reading, nobody knows what reading costs.
    return this.#writingStepsMs.length > 0 && this.#owedMs <= 0;
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
      this.#writingStepsMs.push(durationMs);
      if (this.#writingStepsMs.length > rememberedSteps) this.#writingStepsMs.shift();
    }
    // Everyone got a token in it, so a step's worth of writing is in it, whatever else is.
    const writingMs = this.writingStepMs ?? 0;
    const earnedMs = writingMs * readingPerWriting;
    const readingMs = promptTokens === 0 ? 0 : durationMs - writingMs;
    // What was earned too much is kept for less than a step: it only evens out that steps can't be split.
    this.#owedMs = Math.max(-earnedMs, this.#owedMs + readingMs - earnedMs);
  }
}
