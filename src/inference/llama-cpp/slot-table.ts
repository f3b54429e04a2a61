import type { ReplyMemory } from "./reply-memory.ts";

/** Our lease of one llama.cpp sequence, and what we know about the state in it. */
export interface Slot<Sequence> {
  sequence: Sequence;
  /** Whose chat is in the sequence. Null: nobody's. */
  conversationKey: string | null;
  busy: boolean;
  /** Rises with every use. */
  lastUse: number;
  /** The replies that were sampled in it, with the very tokens. */
  replies: ReplyMemory;
}

/** Who has which slot. A conversation gets the slot back that still holds its chat. */
export class SlotTable<Sequence> {
  readonly slots: readonly Slot<Sequence>[];
  #uses = 0;

  constructor(sequences: readonly Sequence[], createMemory: () => ReplyMemory) {
    this.slots = sequences.map((sequence) => ({
      sequence,
      conversationKey: null,
      busy: false,
      lastUse: 0,
      replies: createMemory(),
    }));
  }

  get hasIdle(): boolean {
    return this.slots.some((slot) => !slot.busy);
  }

  isBusy(conversationKey: string): boolean {
    return this.slots.some((slot) => slot.busy && slot.conversationKey === conversationKey);
  }

  /** The conversation's own slot, else an empty one, else the one unused for longest. Undefined: all are busy. */
  lease(conversationKey: string): Slot<Sequence> | undefined {
    const idle = this.slots.filter((slot) => !slot.busy);
    const slot =
      idle.find((candidate) => candidate.conversationKey === conversationKey) ??
      idle.find((candidate) => candidate.conversationKey === null) ??
      idle.toSorted((a, b) => a.lastUse - b.lastUse)[0];
    if (slot === undefined) return undefined;
    if (slot.conversationKey !== conversationKey) slot.replies.clear();
    slot.conversationKey = conversationKey;
    slot.busy = true;
    return slot;
  }

  /** Gives the slot back; its state stays for the conversation's next request. */
  release(slot: Slot<Sequence>): void {
    slot.busy = false;
    slot.lastUse = ++this.#uses;
  }

  /** Puts a fresh sequence in place of one whose state can't be trusted; the lease goes on. */
  replaceSequence(slot: Slot<Sequence>, sequence: Sequence): void {
    slot.sequence = sequence;
    slot.replies.clear();
  }

  /** Gives the slot back empty. */
  vacate(slot: Slot<Sequence>): void {
    slot.conversationKey = null;
    slot.replies.clear();
    this.release(slot);
  }
}
