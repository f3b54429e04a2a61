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

/** @throws UserError `note-empty`, `note-too-long` or `note-number-invalid`: it says what to change. */
export function checkNote(note: ConversationNote): ConversationNote {
  const text = note.text.trim();
  if (text === "")
    throw new UserError(
      "note-empty",
      "The note's text is empty. `/note clear` takes the note away.",
    );
  const { length } = text;
  const limit = noteLimits.text;
  if (length > limit)
    throw new UserError(
      "note-too-long",
      `The note has ${length} characters; the limit is ${limit}. Shorten it.`,
      { values: { length, limit } },
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
    throw new UserError(
      "note-number-invalid",
      `The note's ${field} is ${value}; give a whole number from 0 to ${limit}.`,
      { values: { field, value, limit } },
    );
}
