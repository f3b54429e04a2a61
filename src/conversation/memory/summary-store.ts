/** A stretch of a conversation in short. */
export interface Summary {
  readonly id: string;
  readonly conversationId: string;
  /** 0 sums up turns, 1 sums up summaries. */
  readonly level: number;
  /** Positions of the turns that it stands for, both included. */
  readonly firstPosition: number;
  readonly lastPosition: number;
  readonly text: string;
  /** Which model wrote it. */
  readonly model: string;
}

/** Something to be summed up. */
export interface SummaryTurn {
  readonly position: number;
  readonly speakerName: string;
  readonly text: string;
}

/**
 * Summaries of conversations. A summary that covers a turn which is edited, swiped or deleted is gone in the same
 * transaction, whoever does that.
 */
export interface SummaryStore {
  /** Those that no wider one stands for, in order. */
  summaries(conversationId: string): readonly Summary[];
  /** Turns that were said from one position to another, both included, at most `limit`, oldest first. */
  turns(
    conversationId: string,
    range: { readonly first: number; readonly last: number },
    limit: number,
  ): readonly SummaryTurn[];
  /** Keeps a summary, unless what it was made from reads otherwise now: then false, and nothing changes. */
  add(summary: Omit<Summary, "id">, from: readonly SummaryTurn[]): boolean;
  /** Returns how many there were. */
  clear(conversationId: string): number;
}
