import type { GenerationQueue } from "../../generation/generation-queue.ts";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import type { MemoryKeeper } from "../memory/memory-keeper.ts";
import type { ReplyScheduler } from "../reply-scheduler.ts";
import type { PersonalData, PrivacyStore } from "./privacy-store.ts";

export interface PrivacyOptions {
  readonly store: PrivacyStore;
  readonly queue: Pick<GenerationQueue, "discard">;
  readonly replies: Pick<ReplyScheduler, "beginAgain" | "scheduleAll">;
  readonly keeper: Pick<MemoryKeeper, "beginAgain">;
  /** Days for which turns are kept; 0 for ever. */
  readonly retentionDays: number;
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

  /** Resolves when nothing that is stored or under way shows their words to a model. False when it was so before. */
  async optOut(userId: string): Promise<boolean> {
    const { store } = this.#options;
    // Asked before it is gone, where they wrote no more than a scenario or a note.
    const conversations = store.conversationsOf(userId);
    const isNew = store.optOut(userId);
    for (const conversationId of conversations) await this.#beginAgain(conversationId);
    store.compact();
    return isNew;
  }

  optIn(userId: string): boolean {
    return this.#options.store.optIn(userId);
  }

  /** Resolves when nothing of the person's is left. What a crash interrupts goes on at the next start. */
  async forget(userId: string): Promise<{ readonly turns: number }> {
    const { store, replies } = this.#options;
    store.askToForget(userId);
    let turns = 0;
    for (const conversationId of store.conversationsOf(userId)) {
      await this.#beginAgain(conversationId, () => {
        turns += store.forgetIn(conversationId, userId).length;
        // What was being written is to be taken away.
        replies.scheduleAll(conversationId);
      });
    }
    store.forgetRest(userId);
    store.compact();
    return { turns };
  }

  /**
   * Has what is being written in a conversation written anew, without what `change` takes out of it. Whatever was asked of a
   * model before ends with no effect, and its request is gone when this resolves or as soon as its worker has let go of it.
   */
  async #beginAgain(conversationId: string, change: () => void = () => {}): Promise<void> {
    const { queue, replies, keeper } = this.#options;
    const jobs = replies.beginAgain(conversationId);
    change();
    for (const jobId of jobs) await queue.discard(jobId);
    await keeper.beginAgain(conversationId);
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
