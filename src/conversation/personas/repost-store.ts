/** A message of a person that is to stand there in a persona's name, and may not do so yet. */
export interface OwedRepost {
  /** Of the person's own message. */
  readonly messageId: string;
  readonly turnId: string;
  readonly channelId: string;
  readonly personaId: string;
  /** The persona's, as it was when the message was heard. */
  readonly name: string;
}

/** A message of another bot that says again what a person said. */
export interface CreditedCopy {
  readonly messageId: string;
  readonly speakerName: string;
  readonly personaId: string;
  readonly text: string;
}

/** Messages that are owed in another name. Calls are synchronous and durable; each is one transaction. */
export interface RepostStore {
  owe(repost: OwedRepost): void;
  of(messageId: string): OwedRepost | undefined;
  all(): readonly OwedRepost[];
  /** Lets the turn be shown by the new message from now on, in the place of the person's own. */
  show(
    messageId: string,
    reposted: { readonly messageId: string; readonly webhookId: string },
  ): void;
  /**
   * Credits what a person said to a name that another bot gave it afterwards: from now on the turn is of that name, and the copy
   * shows it. False when the chat doesn't have the message any more: then nothing changes.
   */
  credit(messageId: string, copy: CreditedCopy): boolean;
  /** It is done, or can't be. */
  settle(messageId: string): void;
}
