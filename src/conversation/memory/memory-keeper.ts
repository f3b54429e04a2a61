import type { Embedder } from "../../generation/embedder.ts";
import { coerceError, isAbort } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { embedFitting } from "./embed-fitting.ts";
import type { RecallStore } from "./recall-store.ts";
import type { SummaryWriter } from "./summary-writer.ts";

/** Turns that are taken in by one transaction: some milliseconds. */
const turnsAtOnce = 50;
const textsAtOnce = 16;
const reportEvery = 32 * textsAtOnce;

/**
 * Keeps memory up to date behind people's backs: takes in what was said, gives it vectors, and sums up what fell out of
 * the window. What there is to do stands in the database; this only does it, and again after a restart.
 */
export class MemoryKeeper {
  readonly #recall: RecallStore;
  readonly #embedder: Embedder | undefined;
  readonly #summaries: SummaryWriter;
  readonly #logger: Logger;
  readonly #closing = new AbortController();
  readonly #due = new Set<string>();
  #running: Promise<void> | undefined;
  #again = false;

  constructor(options: {
    readonly recall: RecallStore;
    readonly embedder?: Embedder | undefined;
    readonly summaries: SummaryWriter;
    readonly logger: Logger;
  }) {
    this.#recall = options.recall;
    this.#embedder = options.embedder;
    this.#summaries = options.summaries;
    this.#logger = options.logger;
  }

  /** Something was said or changed. Returns at once. */
  wake(conversationId?: string): void {
    if (this.#closing.signal.aborted) return;
    if (conversationId !== undefined) this.#due.add(conversationId);
    if (this.#running !== undefined) {
      this.#again = true;
      return;
    }
    this.#running = this.#work().finally(() => {
      this.#running = undefined;
      if (this.#again) {
        this.#again = false;
        this.wake();
      }
    });
  }

  /** After a start: whatever an earlier run left. */
  wakeAll(conversations: readonly { readonly id: string }[]): void {
    for (const { id } of conversations) this.#due.add(id);
    this.wake();
  }

  /** Has all of a conversation summed up, once everything before it is done. Returns how many summaries were written. */
  async sumUpNow(conversationId: string): Promise<number> {
    return this.#summaries.sumUpNow(conversationId, Number.MAX_SAFE_INTEGER, this.#closing.signal);
  }

  /** Drops the summary of a conversation that is being written, and has it written anew of what is there now. */
  async beginAgain(conversationId: string): Promise<void> {
    await this.#summaries.drop(conversationId);
    this.wake(conversationId);
  }

  /** Resolves when there is nothing left to do. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  /** Stops after the step that is under way; the rest is left for the next start. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.idle();
  }

  async #work(): Promise<void> {
    const { signal } = this.#closing;
    // Whoever woke this wants to go on first.
    await nextTurn();
    // Each for itself: a model that can't be reached keeps nothing else back.
    const steps = [
      () => this.#takeIn(signal),
      () => this.#addVectors(signal),
      () => this.#sumUp(signal),
    ];
    for (const step of steps)
      try {
        await step();
      } catch (thrown) {
        if (isAbort(thrown, signal)) return;
        this.#logger.warn({ error: coerceError(thrown) }, "memory is behind and will catch up");
      }
  }

  async #takeIn(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.#recall.takeIn(turnsAtOnce) > 0) await nextTurn();
  }

  async #sumUp(signal: AbortSignal): Promise<void> {
    for (const conversationId of this.#due) {
      if (signal.aborted) return;
      this.#due.delete(conversationId);
      await this.#summaries.sumUp(conversationId, signal);
    }
  }

  async #addVectors(signal: AbortSignal): Promise<void> {
    const embedder = this.#embedder;
    if (embedder === undefined) return;
    const { info } = embedder;
    let given = 0;
    const report = () =>
      this.#logger.info(
        { model: info.modelId, ...this.#recall.vectorProgress(info) },
        "giving memories vectors",
      );
    for (;;) {
      const turns = this.#recall.withoutVector(info, textsAtOnce);
      if (turns.length === 0 && given > textsAtOnce) report();
      if (turns.length === 0 || signal.aborted) return;
      const texts = turns.map(({ text }) => text.slice(0, longestText));
      const vectors = await embedFitting(embedder, texts, signal);
      this.#recall.addVectors(
        info,
        turns.flatMap((turn, index) => {
          const vector = vectors[index];
          return vector === undefined ? [] : [{ turn, vector }];
        }),
      );
      given += turns.length;
      if (given % reportEvery === 0) report();
      await nextTurn();
    }
  }
}

/** Few embedding models read more than 512 tokens. */
const longestText = 1500;

/** Lets everything else that is waiting run first. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
