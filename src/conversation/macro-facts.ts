import type { Character } from "../roleplay/character/character.ts";
import { seededDice } from "../roleplay/lorebook/seeded-dice.ts";
import type { PromptMacros } from "../roleplay/prompt/prompt-input.ts";
import type { Turn } from "./ports.ts";

/** Where and when the chat takes place, for macros like `{{time}}`. */
export interface MacroPlace {
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: number;
  /** As in `Europe/Vienna`. */
  readonly timeZone: string;
  /** BCP 47, as in `de-AT`. */
  readonly locale: string;
}

/**
 * What the macros of a card stand for in one reply. The dice fall the same way when the turn is asked for again;
 * `{{pick}}` chooses once for a conversation; variables live as long as the prompt.
 */
export function macroFacts(input: {
  readonly turn: Pick<Turn, "id">;
  readonly conversationId: string;
  readonly character: Character;
  /** Oldest first. */
  readonly history: readonly Turn[];
  readonly place: MacroPlace;
}): PromptMacros {
  const { turn, character, history, place } = input;
  const dice = seededDice(turn.id);
  let throws = 0;
  const last = (matches: (turn: Turn) => boolean) => history.findLast(matches)?.text ?? "";
  return {
    time: place,
    variables: { local: new Map(), global: new Map() },
    pickSeed: input.conversationId,
    dice: () => dice(`macro ${throws++}`),
    card: {
      description: character.description,
      personality: character.personality,
      scenario: character.scenario,
      mesExamples: character.exampleDialogue,
      charPrompt: character.systemPrompt,
      charJailbreak: character.postHistoryInstructions,
      charVersion: character.characterVersion,
    },
    chat: {
      lastMessage: last(() => true),
      lastUserMessage: last(({ kind }) => kind === "user"),
      lastCharMessage: last(({ kind }) => kind === "character"),
    },
  };
}
