import type { SectionRole } from "../../generation/request.ts";

/** A chat that SillyTavern saved. */
export interface ChatFile {
  /** As the header has them; empty when it doesn't say. */
  readonly userName: string;
  readonly characterName: string;
  /** What the model gets to see, oldest first. */
  readonly turns: readonly ChatFileTurn[];
  /** Hidden turns that stand before the first one that the model sees: what was said before somebody started afresh. */
  readonly hiddenBefore: readonly ChatFileTurn[];
  /** Lines that are hidden from the model: notices of the program, and what the user has hidden. */
  readonly hiddenTurns: number;
  readonly note: ChatFileNote | undefined;
  /** The chat's variables, by name. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface ChatFileTurn {
  /** Its line in the file, from 1. */
  readonly line: number;
  readonly name: string;
  readonly isUser: boolean;
  /** Nobody of the story says it: it tells what happens. */
  readonly isNarrator: boolean;
  /** What is shown: the text of the swipe that counts. */
  readonly text: string;
  /** Which of its swipes is shown; null when it has none. */
  readonly swipeIndex: number | null;
  /** How many swipes it has; 0 when the file names none. */
  readonly swipeCount: number;
  /** Milliseconds since the Unix epoch; null when the file doesn't say, or in a way that nobody understands. */
  readonly sentAt: number | null;
  /** Its own id, where the file gives it one (`extra.id`). */
  readonly id: string | null;
  /** Every text that it could have, the one that is shown included: never empty. */
  readonly swipes: readonly ChatFileSwipe[];
  /** Index in `swipes` of the one that is shown. */
  readonly shown: number;
}

export interface ChatFileSwipe {
  readonly text: string;
  /** As of the turn. */
  readonly sentAt: number | null;
  /** What programs noted about the text: the model, counts. Kept as it is; null for nothing. */
  readonly extra: ExtraFields | null;
}

export type ExtraFields = Readonly<Record<string, unknown>>;

/** The author's note that is kept with a chat. */
export interface ChatFileNote {
  readonly text: string;
  /** Shown when the number of the user's turns can be divided by it; 0 is never. */
  readonly interval: number;
  /** Null: before the whole chat. */
  readonly depth: number | null;
  readonly role: SectionRole;
}
