import type { SectionRole } from "../generation/request.ts";
import { UserError } from "../lib/errors.ts";

/** An instruction that stands near the end of a conversation's prompts until it is cleared. */
export interface ConversationNote {
  readonly text: string;
  /** How many turns of the history follow it. */
  readonly depth: number;
  /** It is part of every `interval`th prompt, counted by what people have said; 0 switches it off. */
  readonly interval: number;
  readonly role: SectionRole;
}

export const noteLimits = { text: 4000, depth: 100, interval: 100 } as const;

export const blankNote: ConversationNote = { text: "", depth: 4, interval: 1, role: "system" };

/** @throws UserError `note-invalid` that says what to change. */
export function checkNote(note: ConversationNote): ConversationNote {
  const text = note.text.trim();
  if (text === "") throw invalid("The note's text is empty. `/note clear` takes the note away.");
  if (text.length > noteLimits.text)
    throw invalid(
      `The note has ${text.length} characters; the limit is ${noteLimits.text}. Shorten it.`,
    );
  requireWhole("depth", note.depth, noteLimits.depth);
  requireWhole("interval", note.interval, noteLimits.interval);
  return { ...note, text };
}

/** Whether a note stands in the prompt that follows what people have said `userTurns` times. */
export function noteIsDue(note: ConversationNote, userTurns: number): boolean {
  return note.interval > 0 && userTurns % note.interval === 0;
}

function requireWhole(field: string, value: number, limit: number): void {
  if (!Number.isInteger(value) || value < 0 || value > limit)
    throw invalid(`The note's ${field} is ${value}; give a whole number from 0 to ${limit}.`);
}

function invalid(message: string): UserError {
  return new UserError("note-invalid", message);
}
