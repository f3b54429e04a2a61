/** What is kept of an interaction in a place where the bot is no member. */
export interface ReplyToken {
  readonly interactionId: string;
  /** Whoever knows it can answer: never logged. */
  readonly token: string;
  /** The person's. */
  readonly locale: string;
  /** When it came, in milliseconds since the Unix epoch. */
  readonly at: number;
  /** Messages that it sent besides its first answer. */
  readonly followUps: number;
  /** Its first answer, or the message whose button was pressed. */
  readonly messageIds: readonly string[];
}

/** Whether what was stored is still understood. */
export function isReplyTokens(value: unknown): value is readonly ReplyToken[] {
  return (
    Array.isArray(value) &&
    value.every(
      (each: Partial<Record<keyof ReplyToken, unknown>>) =>
        typeof each.interactionId === "string" &&
        typeof each.token === "string" &&
        typeof each.at === "number" &&
        typeof each.followUps === "number" &&
        Array.isArray(each.messageIds),
    )
  );
}
