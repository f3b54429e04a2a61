import type { LoreScene } from "../../conversation/lore/activate-lore.ts";
import type { LoreSettings } from "../../conversation/lore/lore-settings.ts";
import { type MacroPlace, macroFacts } from "../../conversation/macro-facts.ts";
import { ChatVariables } from "../../conversation/scene/chat-variables.ts";
import { type Character, characterName } from "../../roleplay/character/character.ts";
import type { AttachedBook } from "../../roleplay/lorebook/activation.ts";
import { noLoreState } from "../../roleplay/lorebook/timed-effects.ts";
import { listNames } from "../../roleplay/prompt/prompt-texts.ts";
import type { ChatInput } from "./read-chat-input.ts";

export interface ChatSceneInput {
  readonly books: readonly AttachedBook[];
  /** Undefined: a book is looked at by itself. */
  readonly character: Character | undefined;
  readonly chat: ChatInput;
  readonly personaDescription: string;
  readonly contextSize: number;
  readonly replyTokens: number;
  readonly place: MacroPlace;
  readonly lore: LoreSettings;
  readonly authorsNoteShown: boolean;
  readonly countTokens: (text: string) => number;
}

/**
 * A saved chat as the bot would see it before the next reply. No timed effects run, since nothing is known of earlier
 * replies; the dice fall the same way each time for the same chat.
 */
export function chatScene(input: ChatSceneInput): LoreScene {
  const { character, chat } = input;
  const seed = `chat of ${chat.turns.length} turns`;
  const user = chat.turns.filter(({ isUser }) => isUser).length;
  return {
    books: input.books,
    character,
    characterName: character === undefined ? chat.characterName : characterName(character),
    user: chat.userNames.length === 0 ? "the user" : listNames(chat.userNames),
    persona: input.personaDescription,
    macros: macroFacts({
      character,
      history: chat.turns.map(({ isUser, text }) => ({
        kind: isUser ? "user" : "character",
        text,
      })),
      turnCount: chat.turns.length,
      persona: input.personaDescription,
      variables: new ChatVariables({ chat: chat.variables, shared: {} }),
      place: input.place,
      diceSeed: seed,
      pickSeed: seed,
      lastUserAt: chat.lastUserAt,
      swipes: chat.swipes,
      firstIncluded: null,
      model: undefined,
      maxPrompt: Math.max(0, input.contextSize - input.replyTokens),
    }),
    turns: chat.turns,
    counts: { user, character: chat.turns.length - user },
    greeting: chat.greeting,
    generation: "normal",
    state: noLoreState,
    seed,
    contextFull: false,
    contextSize: input.contextSize,
    countTokens: input.countTokens,
    authorsNoteShown: input.authorsNoteShown,
    settings: input.lore,
  };
}
