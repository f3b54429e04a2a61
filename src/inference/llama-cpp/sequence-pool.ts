import type { LlamaContext, LlamaContextSequence, Token } from "node-llama-cpp";
import { commonLength } from "./common-length.ts";
import type { SequenceWarmer } from "./sequence-warmer.ts";
import { type Slot, SlotTable } from "./slot-table.ts";

export type SequenceSlot = Slot<LlamaContextSequence>;

/** A slot that is ready to read what it doesn't know of a prompt. */
export interface Seat {
  readonly slot: SequenceSlot;
  /** Tokens at the prompt's beginning that are in the sequence already; at least one isn't. */
  readonly cachedTokens: number;
  /** Where reading should pause, see {@link SequenceWarmer.headToKeep}. */
  readonly pauseAt: number | undefined;
}

/** The context's sequences, given to conversations so that as little as possible is read twice. */
export class SequencePool {
  readonly #context: LlamaContext;
  readonly #warmer: SequenceWarmer | undefined;
  readonly #slots: SlotTable<LlamaContextSequence>;

  constructor(options: {
    readonly context: LlamaContext;
    readonly slots: number;
    readonly warmer?: SequenceWarmer | undefined;
  }) {
    this.#context = options.context;
    this.#warmer = options.warmer;
    this.#slots = new SlotTable(
      Array.from({ length: options.slots }, () => options.context.getSequence()),
    );
  }

  get hasIdle(): boolean {
    return this.#slots.hasIdle;
  }

  isBusy(conversationKey: string): boolean {
    return this.#slots.isBusy(conversationKey);
  }

  /**
   * Takes an idle slot, the one with the `preferred` sequence where that is one; there has to be one. Rejects when llama.cpp
   * fails; the slot is empty and idle again then.
   */
  async take(
    conversationKey: string,
    prompt: readonly Token[],
    preferred?: LlamaContextSequence,
  ): Promise<Seat> {
    const lease = this.#slots.lease(
      conversationKey,
      ({ contextTokens }) => commonLength(contextTokens, prompt),
      preferred,
    );
    if (lease === undefined) throw new Error("no slot is idle");
    const { slot, lostBy } = lease;
    try {
      if (lostBy !== null) await this.#warmer?.beforeLoss(lostBy, slot.sequence);
      if ((await this.#warmer?.warm(slot.sequence, prompt)) === false) await this.replace(slot);
      // At least one token has to be evaluated to get the next, so the last one never counts as known.
      await slot.sequence.adaptStateToTokens(prompt.slice(0, -1), false);
    } catch (error) {
      this.vacate(slot);
      await this.replace(slot);
      throw error;
    }
    const cachedTokens = slot.sequence.nextTokenIndex;
    const head = this.#warmer?.headToKeep(prompt, this.#contentsBeside(slot));
    return { slot, cachedTokens, pauseAt: (head ?? 0) > cachedTokens ? head : undefined };
  }

  release(slot: SequenceSlot): void {
    this.#slots.release(slot);
  }

  vacate(slot: SequenceSlot): void {
    this.#slots.vacate(slot);
  }

  /** Puts a fresh sequence in place of one whose state can't be trusted; the lease goes on. */
  async replace(slot: SequenceSlot): Promise<void> {
    await slot.sequence.dispose();
    slot.sequence = this.#context.getSequence();
  }

  #contentsBeside(own: SequenceSlot): readonly (readonly Token[])[] {
    return this.#slots.slots
      .filter((slot) => slot !== own)
      .map(({ sequence }) => sequence.contextTokens);
  }
}
