import type { Clock } from "../../lib/clock.ts";
import { isAbort } from "../../lib/errors.ts";

/** A reply that waits for more from the person it answers. */
export interface WaitingReply {
  readonly turnId: string;
  readonly conversationId: string;
  /** Whom it answers. */
  readonly authorId: string;
  /** Who will speak. */
  readonly characterId: string;
}

interface Waiting extends WaitingReply {
  readonly since: number;
  until: number;
}

/** However much somebody writes, a reply begins after so many waits. */
const mostWaits = 5;

/**
 * Replies that wait until the person they answer has been quiet for a while, so that several messages in a row get one.
 * What is owed is stored before it waits here: after a restart it is begun at once.
 */
export class Bursts {
  readonly #clock: Clock;
  readonly #byTurn = new Map<string, Waiting>();
  /** The newest waiting reply of each conversation in which nobody has spoken since. */
  readonly #newest = new Map<string, string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Lets a reply wait, or wait longer. */
  wait(reply: WaitingReply, waitMs: number): void {
    const now = this.#clock.now();
    const since = this.#byTurn.get(reply.turnId)?.since ?? now;
    const until = Math.min(now + waitMs, since + mostWaits * waitMs);
    this.#byTurn.set(reply.turnId, { ...reply, since, until });
    this.#newest.set(reply.conversationId, reply.turnId);
  }

  /** The reply that another message of the same person would join; undefined once it has begun, or others have spoken. */
  open(conversationId: string): WaitingReply | undefined {
    const turnId = this.#newest.get(conversationId);
    return turnId === undefined ? undefined : this.#byTurn.get(turnId);
  }

  /** Someone else has spoken. */
  interrupt(conversationId: string): void {
    this.#newest.delete(conversationId);
  }

  /** Resolves when the reply may begin; from then on nothing joins it. At once for one that doesn't wait. */
  async over(turnId: string, signal: AbortSignal): Promise<void> {
    try {
      for (;;) {
        const waiting = this.#byTurn.get(turnId);
        const leftMs = waiting === undefined ? 0 : waiting.until - this.#clock.now();
        if (leftMs <= 0) break;
        await this.#clock.sleep(leftMs, signal);
      }
    } catch (thrown) {
      if (!isAbort(thrown, signal)) throw thrown;
    }
    const conversationId = this.#byTurn.get(turnId)?.conversationId ?? "";
    if (this.#newest.get(conversationId) === turnId) this.#newest.delete(conversationId);
    this.#byTurn.delete(turnId);
  }
}
