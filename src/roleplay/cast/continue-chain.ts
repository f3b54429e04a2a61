import { type Candidate, type SpeakerChoice, whoIsCalled } from "./choose-speaker.ts";

export interface ChainQuestion {
  /** Who may speak, the one who just spoke included. */
  readonly candidates: readonly Candidate[];
  /** What the newest turn says. */
  readonly text: string;
  readonly speakerId: string;
  /** Turns of characters since a person said something, the newest included. */
  readonly turnsInRow: number;
  /** How many of them may follow the first. */
  readonly limit: number;
}

/** Who answers a character: another one whom it calls by name, as long as the chain isn't at its end. Else null. */
export function continueChain(question: ChainQuestion): SpeakerChoice | null {
  const { candidates, text, speakerId, turnsInRow, limit } = question;
  if (turnsInRow > limit) return null;
  const others = candidates.filter(({ id }) => id !== speakerId);
  const called = whoIsCalled({ candidates: others, text });
  const chosen = called.find(({ isAddressed }) => isAddressed) ?? called[0];
  return chosen === undefined
    ? null
    : { id: chosen.id, because: chosen.isAddressed ? "addressed" : "named" };
}
