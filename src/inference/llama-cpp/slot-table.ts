/** Our lease of one llama.cpp sequence, and what we know about the state in it. */
export interface Slot<Sequence> {
  sequence: Sequence;
  /** Whose chat is in the sequence. Null: nobody's. */
  conversationKey: string | null;
  busy: boolean;
  /** Rises with every use. */
  lastUse: number;
}

export interface Lease<Sequence> {
  readonly slot: Slot<Sequence>;
  /** The conversation that lost the slot, its chat still in the sequence; null where nobody did. */
  readonly lostBy: string | null;
}

/** Beginnings that differ in length by less than this are as good as each other. */
const similarTokens = 64;

/** Who has which slot. A conversation gets the slot back that still holds its chat. */
export class SlotTable<Sequence> {
  readonly slots: readonly Slot<Sequence>[];
  #uses = 0;

  constructor(sequences: readonly Sequence[]) {
    this.slots = sequences.map((sequence) => ({
      sequence,
      conversationKey: null,
      busy: false,
      lastUse: 0,
    }));
  }

  get hasIdle(): boolean {
    return this.slots.some((slot) => !slot.busy);
  }

  isBusy(conversationKey: string): boolean {
    return this.slots.some((slot) => slot.busy && slot.conversationKey === conversationKey);
  }

  /**
   * The conversation's own slot, else the preferred one, else an empty one, else the one that holds most of the prompt's
   * beginning, and among similar ones the one unused for longest. Undefined: all are busy.
   *
   * @param sharedTokens how many tokens at the prompt's beginning a sequence holds
   * @param preferred the slot with this sequence
   */
  lease(
    conversationKey: string,
    sharedTokens: (sequence: Sequence) => number,
    preferred?: Sequence,
  ): Lease<Sequence> | undefined {
    const idle = this.slots.filter((slot) => !slot.busy);
    const slot =
      idle.find((candidate) => candidate.conversationKey === conversationKey) ??
      idle.find((candidate) => candidate.sequence === preferred) ??
      idle.find((candidate) => candidate.conversationKey === null) ??
      mostUseful(idle, sharedTokens);
    if (slot === undefined) return undefined;
    const lostBy = slot.conversationKey === conversationKey ? null : slot.conversationKey;
    slot.conversationKey = conversationKey;
    slot.busy = true;
    return { slot, lostBy };
  }

  /** Gives the slot back; its state stays for the conversation's next request. */
  release(slot: Slot<Sequence>): void {
    slot.busy = false;
    slot.lastUse = ++this.#uses;
  }

  /** Gives the slot back empty. */
  vacate(slot: Slot<Sequence>): void {
    slot.conversationKey = null;
    this.release(slot);
  }
}

function mostUseful<Sequence>(
  idle: readonly Slot<Sequence>[],
  sharedTokens: (sequence: Sequence) => number,
): Slot<Sequence> | undefined {
  return idle
    .map((slot) => ({ slot, shared: Math.floor(sharedTokens(slot.sequence) / similarTokens) }))
    .toSorted((a, b) => b.shared - a.shared || a.slot.lastUse - b.slot.lastUse)[0]?.slot;
}
