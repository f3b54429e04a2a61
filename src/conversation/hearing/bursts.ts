import type { Clock } from "../../lib/clock.ts";
import { isAbort } from "../../lib/errors.ts";

/** A reply that more from the person it answers may join. */
export interface WaitingReply {
  readonly turnId: string;
  readonly conversationId: string;
  /** Whom it answers. */
  readonly authorId: string;
  /** Who will speak. */
  readonly characterId: string;
  /** Whether it can still be joined once it has begun. */
  readonly together: boolean;
}

export interface OpenReply extends WaitingReply {
  /** When its person last wrote. */
  readonly writtenAt: number;
}

interface Waiting extends OpenReply {
  readonly since: number;
  readonly until: number;
  readonly hasBegun: boolean;
  /** How often it was begun again because more came. */
  readonly restarts: number;
}

/** However much somebody writes, a reply begins after so many waits. */
const mostWaits = 5;
/** However much somebody writes, a reply is begun again at most so often. */
const mostRestarts = 4;

/**
 * Replies of which nothing is shown yet: what the person they answer writes until then joins them, so that several messages
 * in a row get one reply. Where it is so set, a reply waits until its person has been quiet for a while.
 * What is owed is stored before it comes here: after a restart it is begun at once.
 */
export class Bursts {
  readonly #clock: Clock;
  readonly #byTurn = new Map<string, Waiting>();
  /** The newest reply of each conversation in which nobody has spoken since. */
  readonly #newest = new Map<string, string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Lets a reply wait, or wait longer. */
  wait(reply: WaitingReply, waitMs: number): void {
    const now = this.#clock.now();
    const known = this.#byTurn.get(reply.turnId);
    const since = known?.since ?? now;
    this.#byTurn.set(reply.turnId, {
      ...reply,
      since,
      until: Math.min(now + waitMs, since + mostWaits * waitMs),
      writtenAt: now,
      hasBegun: false,
      restarts: (known?.restarts ?? 0) + (known?.hasBegun ? 1 : 0),
    });
    this.#newest.set(reply.conversationId, reply.turnId);
  }

  /** The reply that another message of the same person would join; undefined when it is too late, or others have spoken. */
  open(conversationId: string): OpenReply | undefined {
    const turnId = this.#newest.get(conversationId);
    const reply = turnId === undefined ? undefined : this.#byTurn.get(turnId);
    if (reply === undefined || !reply.hasBegun) return reply;
    return reply.together && reply.restarts < mostRestarts ? reply : undefined;
  }

  /** Someone else has spoken. */
  interrupt(conversationId: string): void {
    this.#newest.delete(conversationId);
  }

  /** Resolves when the reply may begin. At once for one that doesn't wait. */
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
    const waiting = this.#byTurn.get(turnId);
    if (waiting !== undefined) this.#byTurn.set(turnId, { ...waiting, hasBegun: true });
  }

  /** The reply stands: nothing joins it any more. */
  end(turnId: string): void {
    const conversationId = this.#byTurn.get(turnId)?.conversationId ?? "";
    if (this.#newest.get(conversationId) === turnId) this.#newest.delete(conversationId);
    this.#byTurn.delete(turnId);
  }
}
