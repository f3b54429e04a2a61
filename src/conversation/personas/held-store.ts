/** A message that waits for a moment, since another bot may say it again in another name. */
export interface HeldMessage {
  readonly messageId: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly authorName: string;
  readonly content: string;
}

/** Who said what is being held: after a crash the original may be gone. Calls are synchronous and durable. */
export interface HeldStore {
  hold(message: HeldMessage): void;
  release(messageId: string): void;
  /** Oldest first. */
  inChannel(channelId: string): readonly HeldMessage[];
}
