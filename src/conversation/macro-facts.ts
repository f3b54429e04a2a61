import type { Character } from "../roleplay/character/character.ts";
import { withoutEmbeddedPictures } from "../roleplay/character/embedded-pictures.ts";
import type { MacroCardTexts, MacroVariables } from "../roleplay/character/macros/macro-values.ts";
import { seededDice } from "../roleplay/lorebook/seeded-dice.ts";
import type { PromptMacros } from "../roleplay/prompt/prompt-input.ts";

/** Where and when the chat takes place, for macros like `{{time}}`. */
export interface MacroPlace {
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: number;
  /** As in `Europe/Vienna`. */
  readonly timeZone: string;
  /** BCP 47, as in `de-AT`. */
  readonly locale: string;
}

export interface MacroScene {
  /** Undefined where a book is looked at without a card. */
  readonly character: Character | undefined;
  /** Oldest first. */
  readonly history: readonly { readonly kind: string; readonly text: string }[];
  /** How many turns the chat has, those that a prompt has no room for included. */
  readonly turnCount: number;
  /** Who people are in the story, in one text. */
  readonly persona: string;
  readonly variables: MacroVariables;
  readonly place: MacroPlace;
  /** The dice fall the same way for the same seed. */
  readonly diceSeed: string;
  /** `{{pick}}` chooses once for the same seed. */
  readonly pickSeed: string;
  /** Null: nobody has written before the newest turn. */
  readonly lastUserAt: number | null;
  readonly swipes: { readonly current: number; readonly count: number } | null;
  readonly firstIncluded: number | null;
  /** The model's name; undefined as long as none has been heard of. */
  readonly model: string | undefined;
  /** Tokens that a prompt may have. */
  readonly maxPrompt: number;
}

function textsOf(character: Character): MacroCardTexts {
  return {
    description: withoutEmbeddedPictures(character.description),
    personality: character.personality,
    scenario: character.scenario,
    mesExamples: withoutEmbeddedPictures(character.exampleDialogue),
    charPrompt: character.systemPrompt,
    charJailbreak: character.postHistoryInstructions,
    charVersion: character.characterVersion,
  };
}

/** What the macros of a card stand for in one reply. */
export function macroFacts(scene: MacroScene): PromptMacros {
  const { character, history, place, swipes } = scene;
  const dice = seededDice(scene.diceSeed);
  let throws = 0;
  const last = (matches: (kind: string) => boolean) =>
    history.findLast(({ kind }) => matches(kind))?.text ?? "";
  const lastUserMessage = last((kind) => kind === "user");
  return {
    // Who has only just come has been silent for no time.
    time: { ...place, lastUserMessageMs: scene.lastUserAt ?? place.nowMs },
    variables: scene.variables,
    pickSeed: scene.pickSeed,
    dice: () => dice(`macro ${throws++}`),
    card: { ...(character === undefined ? {} : textsOf(character)), persona: scene.persona },
    chat: {
      ...(scene.model === undefined ? {} : { model: scene.model }),
      // There is no input box: what somebody has just sent is what they typed.
      input: lastUserMessage,
      maxPrompt: scene.maxPrompt,
      lastMessage: last(() => true),
      lastUserMessage,
      lastCharMessage: last((kind) => kind === "character"),
      ...(scene.turnCount === 0 ? {} : { lastMessageId: scene.turnCount - 1 }),
      ...(scene.firstIncluded === null ? {} : { firstIncludedMessageId: scene.firstIncluded }),
      ...(swipes === null ? {} : { lastSwipeId: swipes.count, currentSwipeId: swipes.current }),
    },
  };
}
