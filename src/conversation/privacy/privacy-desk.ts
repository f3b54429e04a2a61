import type { GenerationQueue } from "../../generation/generation-queue.ts";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import type { PersonalData, PrivacyStore } from "./privacy-store.ts";

export interface PrivacyOptions {
  readonly store: PrivacyStore;
  readonly queue: Pick<GenerationQueue, "cancel" | "remove">;
  /** Days for which turns are kept; 0 for ever. */
  readonly retentionDays: number;
  /** Something of a conversation's memory has gone, and is to be made anew without it. */
  readonly onForgotten?: ((conversationId: string) => void) | undefined;
  readonly logger: Logger;
}

export interface PrivacyOverview {
  readonly optedOut: boolean;
  readonly turns: number;
  readonly chats: number;
  readonly personas: number;
  readonly lorebooks: number;
  /** Days for which turns are kept; 0 for ever. */
  readonly retentionDays: number;
}

/** What people can do about what the bot knows of them, whatever the front end. */
export class PrivacyDesk {
  readonly #options: PrivacyOptions;

  constructor(options: PrivacyOptions) {
    this.#options = options;
  }

  show(userId: string): PrivacyOverview {
    const { store, retentionDays } = this.#options;
    const { optedOut, turns, personas, lorebooks } = store.stored(userId);
    return {
      optedOut,
      turns: turns.length,
      chats: new Set(turns.map(({ channelId }) => channelId)).size,
      personas: personas.length,
      lorebooks: lorebooks.length,
      retentionDays,
    };
  }

  export(userId: string): PersonalData {
    return this.#options.store.stored(userId);
  }

  /** False when it was so before. */
  optOut(userId: string): boolean {
    const { store, onForgotten } = this.#options;
    const changed = store.optOut(userId);
    for (const conversationId of store.conversationsOf(userId)) onForgotten?.(conversationId);
    return changed;
  }

  optIn(userId: string): boolean {
    return this.#options.store.optIn(userId);
  }

  /** Resolves when nothing of the person's is left. What a crash interrupts goes on at the next start. */
  async forget(userId: string): Promise<{ readonly turns: number }> {
    const { store, queue, onForgotten } = this.#options;
    store.askToForget(userId);
    let turns = 0;
    for (const conversationId of store.conversationsOf(userId)) {
      // Before the turns: afterwards nobody could tell which jobs held their words.
      for (const jobId of store.jobsOf(conversationId)) {
        await queue.cancel(jobId);
        await queue.remove(jobId);
        await queue.remove(`${jobId}.again`);
      }
      turns += store.forgetIn(conversationId, userId).length;
      onForgotten?.(conversationId);
    }
    store.forgetRest(userId);
    store.compact();
    return { turns };
  }

  /** Goes on with what an earlier run of the bot didn't finish. Never rejects. */
  async resume(): Promise<void> {
    const { store, logger } = this.#options;
    for (const userId of store.forgetRequests()) {
      try {
        await this.forget(userId);
      } catch (thrown) {
        logger.error({ error: coerceError(thrown) }, "a person could not be forgotten yet");
      }
    }
  }
}
