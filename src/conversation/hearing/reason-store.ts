import type { HearReason } from "./hear-reason.ts";

/** Why messages were answered or not: of each channel's newest messages. Calls are synchronous and durable. */
export interface ReasonStore {
  /** Lets the oldest of the channel go where there are too many. A message that is known keeps its first reason. */
  keep(reason: HearReason): void;
  reasonOf(messageId: string): HearReason | undefined;
  newest(channelId: string): HearReason | undefined;
}

/** Kept reasons of one channel. */
export const keptReasons = 200;
