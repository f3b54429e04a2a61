/** By what a reply appears. */
export type Via = "webhook" | "bot";

/** After this long, a reply is a long one. */
const longReplyMs = 20_000;

/** The time between two edits of one reply while it is written. */
export function editInterval(situation: {
  readonly via: Via;
  /** Replies that are being written in this channel, this one included. */
  readonly streams: number;
  /** Since the reply's first text. */
  readonly streamingForMs: number;
}): number {
  const calm = situation.via === "webhook" ? 1000 : 1250;
  const crowded = situation.streams > 1 || situation.streamingForMs > longReplyMs;
  return crowded ? Math.max(calm, 2000) : calm;
}
