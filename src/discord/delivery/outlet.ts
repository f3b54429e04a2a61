import type { Notice } from "../../conversation/notice.ts";
import type { ReplyControls } from "../../conversation/swipes/reply-controls.ts";
import type { QueuePlace } from "../../generation/generation-queue.ts";
import type { Via } from "./edit-interval.ts";

/** A message as Discord confirmed it. */
export interface PostedMessage {
  readonly messageId: string;
  /** Null for a plain message of the bot. */
  readonly webhookId: string | null;
}

export interface SentFile {
  readonly name: string;
  readonly data: Buffer;
}

/** The requests by which one character's reply gets into one channel. All of them throw what Discord answers. */
export interface Outlet {
  /** Readies what sending needs, and says how it will be done. */
  prepare(): Promise<Prepared>;
  /** `nonce` is the same for every try to send the same message. */
  send(
    content: string,
    controls: ReplyControls,
    nonce: string,
    files?: readonly SentFile[],
  ): Promise<PostedMessage>;
  /** With `content` null, the text stays as it is. */
  edit(message: PostedMessage, content: string | null, controls: ReplyControls): Promise<void>;
  remove(message: PostedMessage): Promise<void>;
  /** Messages that this bot sent here for this voice after `messageId` without keeping note of them, oldest first. */
  unrecordedAfter(messageId: string | null): Promise<readonly PostedMessage[]>;
  /** What stands for a reply that waits, in the language of the place. */
  waitingText(place: QueuePlace): string;
  /** A notice, likewise. */
  noticeText(notice: Notice): string;
  /** Shows for some seconds that something is being written. */
  type(): Promise<void>;
}

export interface Prepared {
  readonly via: Via;
  /** Replies with the same key share what Discord allows. */
  readonly paceKey: string;
  /** Stands before the text where the author of the message isn't the character. */
  readonly header: string;
  /** Whether what it answers may stand above that: not where Discord itself shows it. */
  readonly quotes: boolean;
  /** Set where it comes to an end: when, and what is said then of a reply that isn't complete. */
  readonly lastCall?: { readonly at: number; readonly text: string };
}

/** Its webhook is no more, so that the message can't be edited: another has to take its place. */
export class UnreachableMessageError extends Error {
  override readonly name = "UnreachableMessageError";
}
