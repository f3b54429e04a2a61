import type { Clock } from "../lib/clock.ts";
import { isAbort } from "../lib/errors.ts";

/**
 * Publishes a growing text a few times a second: the first piece at once, then the newest text after each pause, never
 * two at a time. What comes between is skipped.
 */
export class SnapshotPacer {
  readonly #publish: (text: string) => Promise<void>;
  readonly #intervalMs: number;
  readonly #clock: Clock;
  readonly #closed = new AbortController();
  #newest: string | undefined;
  #running = false;

  /** `publish` handles its own errors. */
  constructor(options: {
    readonly publish: (text: string) => Promise<void>;
    readonly intervalMs: number;
    readonly clock: Clock;
  }) {
    this.#publish = options.publish;
    this.#intervalMs = options.intervalMs;
    this.#clock = options.clock;
  }

  offer(text: string): void {
    if (this.#closed.signal.aborted) return;
    this.#newest = text;
    if (!this.#running) void this.#run();
  }

  /** Publishes nothing more: the result says the rest. */
  close(): void {
    this.#newest = undefined;
    this.#closed.abort();
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      while (this.#newest !== undefined) {
        const text = this.#newest;
        this.#newest = undefined;
        await this.#publish(text);
        await this.#clock.sleep(this.#intervalMs, this.#closed.signal);
      }
    } catch (thrown) {
      if (!isAbort(thrown, this.#closed.signal)) throw thrown;
    } finally {
      this.#running = false;
    }
  }
}
