/** A text that a turn owes: stored before a worker is asked for it, and gone when the text is there or given up. */
export interface OwedSwipe {
  readonly turnId: string;
  /** Its job in the queue; another one each time that somebody asks. */
  readonly jobId: string;
  /**
   * `reply`: the first text of a turn. `swipe`: another, beside those there are. `regenerate`: another, since the active one
   * won't do. `continue`: more of the active one.
   */
  readonly kind: "reply" | "swipe" | "regenerate" | "continue";
  /** An instruction for this one text. */
  readonly note: string | null;
  /** For a continuation: how many characters of the active text it goes on from. */
  readonly keptLength: number | null;
  /** Discord id of the person who asked; null when nobody in particular did. */
  readonly askedBy: string | null;
  /** Someone wants no more of it: what is there by then is the text. */
  readonly stopped: boolean;
}

/** What somebody asks of a turn. */
export interface SwipeOrder {
  readonly turnId: string;
  /** The turn as the asker saw it; an order for another revision is stale. */
  readonly revision: number;
  readonly kind: OwedSwipe["kind"];
  readonly note: string | null;
  readonly keptLength: number | null;
  readonly askedBy: string | null;
  /** Whether the turns that followed leave the chat. */
  readonly dropsRest: boolean;
}
