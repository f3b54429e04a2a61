import type { GenerationQueue } from "../generation/generation-queue.ts";
import type { Clock } from "../lib/clock.ts";
import { coerceError } from "../lib/errors.ts";
import type { Logger } from "../lib/logger.ts";

/** Tokens, as long as no worker has been heard of. */
const assumedContextSize = 8192;
/** Models change seldom, and asking takes a trip to the workers. */
const freshMs = 60_000;

/** What the model is called and how much context there is, asked of the queue now and then. */
export class ModelContext {
  readonly #queue: Pick<GenerationQueue, "status">;
  readonly #clock: Pick<Clock, "now">;
  readonly #logger: Logger;
  #size = assumedContextSize;
  #name: string | undefined;
  #askAfter = Number.NEGATIVE_INFINITY;
  #asking = false;

  constructor(queue: Pick<GenerationQueue, "status">, clock: Pick<Clock, "now">, logger: Logger) {
    this.#queue = queue;
    this.#clock = clock;
    this.#logger = logger;
    void this.#ask();
  }

  /**
   * Tokens of the smallest context, since any worker may answer. What is known now: a reply doesn't wait for workers that
   * can't be reached.
   */
  size(): number {
    void this.#ask();
    return this.#size;
  }

  /** What the model is called; undefined as long as no worker has been heard of. */
  name(): string | undefined {
    void this.#ask();
    return this.#name;
  }

  /** Never rejects. */
  async #ask(): Promise<void> {
    if (this.#asking || this.#clock.now() < this.#askAfter) return;
    this.#asking = true;
    try {
      const { workers } = await this.#queue.status();
      const sizes = workers.flatMap(({ engine, models }) => [
        engine.contextSize,
        ...models.flatMap((model) => (model.state === "ready" ? [model.engine.contextSize] : [])),
      ]);
      if (sizes.length === 0) return;
      this.#size = Math.min(...sizes);
      this.#name = workers[0]?.engine.displayName;
      this.#askAfter = this.#clock.now() + freshMs;
    } catch (thrown) {
      this.#logger.warn({ error: coerceError(thrown) }, "the models could not be asked");
    } finally {
      this.#asking = false;
    }
  }
}
