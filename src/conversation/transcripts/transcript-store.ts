import type { GenerationReport } from "../../generation/stream-part.ts";
import type { ExtraFields } from "../../roleplay/chat-file/chat-file.ts";
import type { Turn } from "../ports.ts";
import type { VariableValues } from "../scene/chat-variables.ts";

/** A turn with every text that it could have. Times are milliseconds since the Unix epoch. */
export interface TranscriptTurn {
  readonly position: number;
  readonly kind: Turn["kind"];
  readonly authorId: string;
  readonly speakerName: string;
  readonly spokenAt: number;
  /** Never empty. */
  readonly swipes: readonly TranscriptSwipe[];
  /** Index in `swipes` of the one that counts. */
  readonly shown: number;
}

export interface TranscriptSwipe {
  readonly text: string;
  readonly finishReason: string | null;
  readonly report: GenerationReport | null;
  /** What another program noted about the text, where it was imported; null for nothing. */
  readonly extra: ExtraFields | null;
  readonly writtenAt: number;
}

export type NewTranscriptTurn = Omit<TranscriptTurn, "position" | "swipes"> & {
  readonly swipes: readonly Pick<TranscriptSwipe, "text" | "extra" | "writtenAt">[];
};

/** Whole conversations, read out and written in. Calls are synchronous and durable; each is one transaction. */
export interface TranscriptStore {
  /**
   * Turns after `position` that have a text and weren't given up, oldest first, at most `limit`; nothing of who has opted
   * out, nor what was said to them.
   */
  turnsAfter(conversationId: string, position: number, limit: number): readonly TranscriptTurn[];
  /**
   * Adds turns at the end of a conversation. What was there before, and the first `hidden` of the new ones, no prompt
   * sees any more, and lorebooks forget it, as after a reset. When a character or the narrator speaks last, that turn is `written` and
   * returned: it is to be shown. All others are `done`.
   */
  append(conversationId: string, transcript: NewTranscript): Turn | undefined;
  /** The card's variables as they are now, by name. */
  variables(conversationId: string): VariableValues;
}

export interface NewTranscript {
  readonly turns: readonly NewTranscriptTurn[];
  readonly hidden: number;
  readonly variables: VariableValues;
}
