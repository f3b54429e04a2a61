import type { QueuePlace } from "../generation/generation-queue.ts";
import type { Notice } from "./notice.ts";
import type { TurnMessage } from "./ports.ts";
import type { Quote } from "./quotes/quote.ts";
import type { ReplyControls } from "./swipes/reply-controls.ts";

/** How a character appears. */
export interface Voice {
  readonly characterId: string;
  readonly name: string;
}

/** Shows replies where people read them. */
export interface Speaker {
  /** Starts showing a reply; `parts` are the messages that an earlier run of the bot left for this turn. */
  deliver(input: DeliveryInput): Delivery;
  /**
   * Takes the controls off a message as soon as that holds up nothing else, if it is still wanted then. False when they are
   * still there. Never rejects.
   */
  takeControls(message: TurnMessage, voice: Voice, isWanted: () => boolean): Promise<boolean>;
}

export interface DeliveryInput {
  readonly turnId: string;
  readonly channelId: string;
  /** Messages of the reply that have no id yet are looked for after this one. Null for a greeting. */
  readonly triggerMessageId: string | null;
  readonly voice: Voice;
  readonly parts: readonly TurnMessage[];
  /** A text of this turn stands there already: it stays until another takes its place. */
  readonly hasText: boolean;
  /** What stands above the reply as things are now: asked for until its first message is sent, and for each text. */
  readonly quote: () => Quote | null;
  readonly journal: DeliveryJournal;
}

/** Where a delivery notes what it does, so that a restarted bot can go on with it. */
export interface DeliveryJournal {
  /** Called before a message is sent. */
  sending(part: number): void;
  /** Called with the id, before any text of the model is edited in. */
  sent(part: number, messageId: string, webhookId: string | null): void;
  removed(part: number): void;
}

export interface Delivery {
  /**
   * Shows that a reply is coming, with these controls where there is a message to put them on. Resolves when the reply can be
   * shown; rejects with a {@link DeliveryError}.
   */
  open(controls?: ReplyControls): Promise<void>;
  /** Where the reply stands in the queue, for the placeholder; null once it waits no longer. The last call wins. */
  wait(place: QueuePlace | null): void;
  /** The text so far: newest wins, edits are paced, never rejects. */
  show(text: string): void;
  /** A word in the place of the text that is still to come; else as {@link show}. */
  tell(notice: Notice): void;
  /**
   * Shows the final text with its controls, and what there is to say below it. Resolves when the last edit has landed; rejects
   * with a {@link DeliveryError}.
   */
  finish(text: string, controls?: ReplyControls, notice?: Notice | null): Promise<void>;
  /** Replaces what is shown by a notice, as far as that is possible. Never rejects. */
  fail(notice: Notice, controls?: ReplyControls): Promise<void>;
  /** Takes the reply's messages away. Resolves when they are gone; rejects with a {@link DeliveryError}. */
  withdraw(): Promise<void>;
  /**
   * Ends it as it stands: nothing more is shown. Resolves when nothing of it is under way any more, so that another delivery of
   * the turn may go on. Idempotent; never rejects.
   */
  release(): Promise<void>;
}

/** The reply can't be shown: the channel is gone, or the bot may not speak there. */
export class DeliveryError extends Error {
  override readonly name = "DeliveryError";
  /** `out-of-reach`: not now; what is there stays owed until somebody opens a way. */
  readonly code: "channel-gone" | "forbidden" | "discord-failed" | "out-of-reach";

  constructor(code: DeliveryError["code"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
