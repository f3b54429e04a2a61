import { backOffMs } from "../../lib/back-off.ts";
import type { Clock } from "../../lib/clock.ts";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { discordProblem } from "../discord-problem.ts";
import type { ChannelPacer } from "./channel-pacer.ts";

/** About two minutes of back-off; then the reply waits for the next start of the bot. */
const mostFailures = 8;

/** Whether, and when, the requests of a delivery that failed are worth another try. */
export class DeliveryRetries {
  readonly #clock: Clock;
  readonly #logger: Logger;
  #failures = 0;
  #at = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, logger: Logger) {
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Nothing is tried before. */
  get at(): number {
    return this.#at;
  }

  /** Whether the last request failed. */
  get failing(): boolean {
    return this.#failures > 0;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  /** Decides what a failure means: returns when it is worth another try, not before {@link at}; throws otherwise. */
  failed(thrown: unknown, pacer?: ChannelPacer): void {
    const problem = discordProblem(thrown);
    if (problem.kind === "wait") {
      pacer?.hold(problem.delayMs);
      this.#at = this.#clock.now() + problem.delayMs;
      return;
    }
    // Another webhook may have taken the place of one that is gone, and a plain message can always.
    const passing = problem.kind === "transient" || problem.kind === "webhook-gone";
    this.#failures += 1;
    if (!passing || this.#failures >= mostFailures) throw thrown;
    this.#at = this.#clock.now() + backOffMs(this.#failures);
    this.#logger.debug(
      { failures: this.#failures, error: coerceError(thrown) },
      "a request of a delivery failed and is tried again",
    );
  }
}
