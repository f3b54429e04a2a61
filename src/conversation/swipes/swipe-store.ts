import type { GenerationReport } from "../../generation/stream-part.ts";
import type { Notice } from "../notice.ts";
import type { Turn } from "../ports.ts";
import type { OwedSwipe, SwipeOrder } from "./owed-swipe.ts";

/** What the controls of a turn depend on. */
export interface TurnFace {
  readonly turn: Turn;
  /** Rises with every change that makes earlier controls stale. */
  readonly revision: number;
  /** The active swipe, from 1; 0 while there is none. */
  readonly number: number;
  /** How many swipes there are. */
  readonly count: number;
  /** What is said below the text of the one that was asked for last and given up; null when there is nothing to say. */
  readonly notice: Notice | null;
  /** The text that it owes now. */
  readonly owed: OwedSwipe | undefined;
  /** Length of the active text before it was last continued; null when it wasn't. */
  readonly continuedFrom: number | null;
  /** Discord id of the person who changed the active text by hand. */
  readonly editedBy: string | null;
  /** How the active text came about; null when no worker wrote it. */
  readonly report: GenerationReport | null;
}

/**
 * The swipes of turns. Calls are synchronous and durable, each is one transaction; what changes which text counts, or
 * removes one, makes the turn owe its showing in the same transaction.
 */
export interface SwipeStore {
  face(turnId: string): TurnFace | undefined;
  /** The text that a turn owes. */
  owed(turnId: string): OwedSwipe | undefined;
  /**
   * Makes a turn owe a text. Undefined, and nothing changes, when the revision isn't the turn's any more, it owes a text
   * already, or is gone. A failed turn is open again; any other keeps its text until the new one is there.
   */
  owe(order: SwipeOrder): OwedSwipe | undefined;
  /** Has the text that a turn owes asked for anew, by another job. Returns what it owed before; undefined when it was nothing. */
  renew(turnId: string): OwedSwipe | undefined;
  /**
   * Has an open turn answer another turn of a person, by another job. Returns what it owed before; undefined, and nothing
   * changes, when it isn't open or that has an answer already.
   */
  turnTo(turnId: string, answersTurnId: string): OwedSwipe | undefined;
  /** Notes that somebody wants no more of the text that is owed; undefined when none is. */
  stop(turnId: string): OwedSwipe | undefined;
  /**
   * Another of the texts that are there, from 1; with `dropsRest`, the turns that followed leave the chat. False when the
   * revision is stale, a text is owed or there is no such swipe.
   */
  choose(turnId: string, revision: number, number: number, dropsRest: boolean): boolean;
  /** What a person's turn says now that they changed it. False when it is no person's, or says so already. */
  reword(turnId: string, text: string): boolean;
  /** Another wording of the active text. False when the revision is stale or a text is owed. */
  edit(turnId: string, revision: number, text: string, editedBy: string): boolean;
  /**
   * Takes turns out of the chat: their words are gone at once, and those of characters owe the removal of their messages.
   * Unknown ones, and those that are gone, are left alone.
   */
  remove(turnIds: readonly string[]): void;
  /** Marks a written turn `done`. False when it has changed since this revision: then it has to be shown again. */
  closeShowing(turnId: string, revision: number): boolean;
  /** Notes that the messages of a removed turn are gone. */
  closeRemoval(turnId: string): void;
  /** The newest turns of a conversation that stand, newest first, at most `limit`; none that a reset has hidden. */
  newest(conversationId: string, limit: number): readonly Turn[];
  /** Removes the turns after a position. */
  removeAfter(conversationId: string, position: number): void;
  /** Takes a conversation's newest reset back, with what lorebooks remembered then. False when there is none any more. */
  takeResetBack(conversationId: string): boolean;
  /** How many turns of characters stand after a position. */
  repliesAfter(conversationId: string, position: number): number;
  /** Whether anybody but this person has said something after a position that stands. */
  hasOthersAfter(conversationId: string, position: number, userId: string): boolean;
  /** The newest turn of a character that stands, after what a reset has hidden. */
  newestReply(conversationId: string): Turn | undefined;
  /** Notes whether a message of the turn carries the row of controls. */
  setControls(turnId: string, shown: boolean): void;
  /** Turns whose messages carry the row, oldest first. */
  withControls(conversationId: string): readonly Turn[];
}
