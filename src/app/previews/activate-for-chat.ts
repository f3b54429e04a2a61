import { type Character, characterName } from "../../roleplay/character/character.ts";
import { expandMacros } from "../../roleplay/character/macros.ts";
import { activateEntries } from "../../roleplay/lorebook/activate-entries.ts";
import {
  type Activation,
  type AttachedBook,
  defaultActivationSettings,
  lorebookBudget,
} from "../../roleplay/lorebook/activation.ts";
import { seededDice } from "../../roleplay/lorebook/seeded-dice.ts";
import { noLoreState } from "../../roleplay/lorebook/timed-effects.ts";
import { cardDepthPrompt } from "../../roleplay/prompt/card-depth-prompt.ts";
import { listNames } from "../../roleplay/prompt/prompt-texts.ts";
import type { ChatInput } from "./read-chat-input.ts";

export interface LoreInput {
  readonly books: readonly AttachedBook[];
  /** Undefined: a book is looked at by itself. */
  readonly character: Character | undefined;
  readonly chat: ChatInput;
  readonly personaDescription: string;
  readonly contextSize: number;
  readonly authorsNoteShown: boolean;
  readonly countTokens: (text: string) => number;
}

/**
 * The lore of the reply that would come next in a saved chat. No timed effects run, since nothing is known of earlier
 * replies; the dice fall the same way each time for the same chat.
 */
export function activateForChat(input: LoreInput): Activation {
  const { character, chat } = input;
  const characterTurns = chat.turns.filter(({ isUser }) => !isUser);
  const name = character === undefined ? chat.characterName : characterName(character);
  const seed = `chat of ${chat.turns.length} turns`;
  const random = seededDice(seed);
  const names = {
    char: name,
    user: chat.userNames.length === 0 ? "the user" : listNames(chat.userNames),
    pickSeed: seed,
  };
  return activateEntries({
    books: input.books,
    chat: {
      turns: chat.turns,
      turnCount: chat.turns.length,
      characterTurnCount: characterTurns.length,
      greetingIndex: null,
      generation: "normal",
      character: {
        names: character === undefined ? [name] : [character.id, character.name, name],
        tags: character?.tags ?? [],
      },
      userIconName: null,
      contextFull: false,
      authorsNoteShown: input.authorsNoteShown,
    },
    texts: {
      personaDescription: input.personaDescription,
      characterDescription: character?.description ?? "",
      characterPersonality: character?.personality ?? "",
      characterDepthPrompt: (character && cardDepthPrompt(character)?.prompt) ?? "",
      scenario: character?.scenario ?? "",
      creatorNotes: character?.creatorNotes ?? "",
      injected: [],
    },
    settings: { ...defaultActivationSettings, tokenBudget: lorebookBudget(input.contextSize) },
    state: noLoreState,
    activatedElsewhere: new Set(),
    tools: {
      expand: (text) => expandMacros(text, names),
      countTokens: input.countTokens,
      random,
    },
  });
}
