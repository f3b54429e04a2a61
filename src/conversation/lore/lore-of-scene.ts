import { type Character, characterName } from "../../roleplay/character/character.ts";
import type { Activation } from "../../roleplay/lorebook/activation.ts";
import { listNames } from "../../roleplay/prompt/prompt-texts.ts";
import type { RequestSettings } from "../build-request.ts";
import { personaText } from "../people/personas-present.ts";
import type { Conversation, ConversationStore, Turn } from "../ports.ts";
import type { GenerationKind } from "../scene/generation-kind.ts";
import type { Scene } from "../scene/set-scene.ts";
import type { PromptFacts } from "../sent-prompt.ts";
import { activateLore } from "./activate-lore.ts";
import type { Bookshelf, ShelvedBook } from "./bookshelf.ts";

export interface LoreOfScene {
  readonly books: readonly ShelvedBook[];
  readonly activation: Activation;
}

/** For prompts of a conversation whose tokens nobody has counted yet. */
const usualCharactersPerToken = 4;

/** What the lorebooks of a conversation add to one reply; undefined when none takes part. */
export function loreOfScene(
  input: {
    readonly turn: Pick<Turn, "id">;
    readonly conversation: Conversation;
    readonly character: Character;
    readonly generation: GenerationKind;
    readonly store: Pick<ConversationStore, "loreState">;
    readonly books: Pick<Bookshelf, "booksFor">;
    readonly contextSize: number;
    readonly settings: Pick<RequestSettings, "lore">;
  },
  scene: Scene,
): LoreOfScene | undefined {
  const { turn, conversation, character, store } = input;
  const books = input.books.booksFor(conversation, character);
  if (books.length === 0) return undefined;
  const facts = scene.lastPrompt;
  const activation = activateLore({
    books,
    character,
    characterName: characterName(character),
    user: listNames(scene.people.now.map(({ name }) => name)) || "the user",
    ...(scene.groupMembers.length > 0 ? { group: scene.groupMembers.join(", ") } : {}),
    persona: personaText(scene.personas),
    macros: scene.macros,
    turns: scene.history,
    counts: scene.counts,
    greeting: scene.greeting,
    generation: input.generation,
    state: store.loreState(conversation.id),
    seed: turn.id,
    contextFull: facts?.historyTrimmed ?? false,
    contextSize: input.contextSize,
    countTokens: tokenEstimate(facts),
    authorsNoteShown: scene.note !== null,
    settings: input.settings.lore,
  });
  return { books, activation };
}

/** By what the tokens of the conversation's last prompt were. */
function tokenEstimate(facts: PromptFacts | undefined): (text: string) => number {
  const charactersPerToken = facts?.charactersPerToken ?? usualCharactersPerToken;
  return (text) => Math.ceil(text.length / charactersPerToken);
}
