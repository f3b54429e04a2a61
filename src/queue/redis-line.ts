import { Redis, type RedisOptions } from "ioredis";
import type { Clock } from "../lib/clock.ts";
import { deferred } from "../lib/deferred.ts";
import { withinTime } from "./within-time.ts";

const hangUpTimeoutMs = 1000;

/** A connection that knows its copies (BullMQ makes some of its own), so that hanging up ends them all. */
export class RedisLine extends Redis {
  readonly #copies: Redis[] = [];
  /** Who wants to know when Redis goes away; undefined until somebody does. */
  #waiting: Set<() => void> | undefined;

  override duplicate(override?: Partial<RedisOptions>): Redis {
    const copy = super.duplicate(override);
    this.#copies.push(copy);
    return copy;
  }

  /**
   * Undefined when Redis is away, or goes away before the action is done. An action that was begun goes on by itself
   * when Redis is back.
   */
  async unlessAway<T>(action: () => Promise<T>): Promise<T | undefined> {
    if (this.status !== "ready") return undefined;
    const gone = deferred<undefined>();
    const tell = () => gone.resolve(undefined);
    const waiting = this.#whoWaits();
    waiting.add(tell);
    try {
      return await Promise.race([action(), gone.promise]);
    } finally {
      waiting.delete(tell);
    }
  }

  /** Lets what was sent be answered and hangs up; just hangs up when Redis is away. */
  async hangUp(clock: Clock): Promise<void> {
    const answered =
      this.status === "ready" && (await withinTime(this.quit(), hangUpTimeoutMs, clock));
    for (const copy of this.#copies) if (copy.status !== "end") copy.disconnect();
    if (!answered) this.disconnect();
  }

  /** One listener for all of them: Node warns of emitters with many. */
  #whoWaits(): Set<() => void> {
    if (this.#waiting !== undefined) return this.#waiting;
    const waiting = new Set<() => void>();
    this.#waiting = waiting;
    this.on("close", () => {
      for (const tell of waiting) tell();
    });
    return waiting;
  }
}
