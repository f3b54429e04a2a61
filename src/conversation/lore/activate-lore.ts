import { type Character, characterName } from "../../roleplay/character/character.ts";
import { expandMacros } from "../../roleplay/character/macros.ts";
import { activateEntries } from "../../roleplay/lorebook/activate-entries.ts";
import {
  type Activation,
  type AttachedBook,
  defaultActivationSettings,
  type LoreTurn,
  lorebookBudget,
} from "../../roleplay/lorebook/activation.ts";
import { seededDice } from "../../roleplay/lorebook/seeded-dice.ts";
import type { LoreState } from "../../roleplay/lorebook/timed-effects.ts";
import { cardDepthPrompt } from "../../roleplay/prompt/card-depth-prompt.ts";
import type { PromptMacros } from "../../roleplay/prompt/prompt-input.ts";
import type { TurnCounts } from "../ports.ts";
import type { GenerationKind } from "../scene/generation-kind.ts";
import type { LoreSettings } from "./lore-settings.ts";

/** The chat as lorebooks see it, before one reply: of the bot, of a test in Discord, or of a saved chat. */
export interface LoreScene {
  readonly books: readonly AttachedBook[];
  /** Undefined: books are looked at by themselves. */
  readonly character: Character | undefined;
  /** What `{{char}}` stands for. */
  readonly characterName: string;
  /** What `{{user}}` stands for. */
  readonly user: string;
  /** What `{{group}}` stands for where there are several characters. */
  readonly group?: string;
  /** Who people are in the story, in one text. */
  readonly persona: string;
  /** What the other macros stand for. */
  readonly macros: PromptMacros;
  /** What a prompt may show, oldest first. */
  readonly turns: readonly LoreTurn[];
  readonly counts: TurnCounts;
  /** Number of the greeting that the chat began with; null when there was none or nobody knows. */
  readonly greeting: number | null;
  readonly generation: GenerationKind;
  readonly state: LoreState;
  /** The same seed lets the dice fall the same way. */
  readonly seed: string;
  /** Some turn found no room in the last prompt. */
  readonly contextFull: boolean;
  /** Tokens of the model's context. */
  readonly contextSize: number;
  readonly countTokens: (text: string) => number;
  readonly authorsNoteShown: boolean;
  readonly settings: LoreSettings;
}

/** What the lorebooks add to one reply. Depends on its input alone: asked again, it says the same. */
export function activateLore(scene: LoreScene): Activation {
  const { character, counts, contextSize } = scene;
  const { budgetPercent, budgetCap, ...rules } = scene.settings;
  const random = seededDice(scene.seed);
  return activateEntries({
    books: scene.books,
    chat: {
      turns: scene.turns,
      turnCount: counts.user + counts.character,
      characterTurnCount: counts.character,
      greetingIndex: scene.greeting,
      generation: scene.generation,
      character: {
        names: character === undefined ? [scene.characterName] : namesOf(character),
        tags: character?.tags ?? [],
      },
      userIconName: null,
      contextFull: scene.contextFull,
      authorsNoteShown: scene.authorsNoteShown,
    },
    texts: {
      personaDescription: scene.persona,
      characterDescription: character?.description ?? "",
      characterPersonality: character?.personality ?? "",
      characterDepthPrompt: (character && cardDepthPrompt(character)?.prompt) ?? "",
      scenario: character?.scenario ?? "",
      creatorNotes: character?.creatorNotes ?? "",
      injected: [],
    },
    settings: {
      ...defaultActivationSettings,
      ...rules,
      tokenBudget: lorebookBudget(contextSize, budgetPercent, budgetCap),
    },
    state: scene.state,
    activatedElsewhere: new Set(),
    tools: {
      expand: loreMacros(scene),
      countTokens: scene.countTokens,
      random,
    },
  });
}

/** Expands the macros of lore in this chat. */
export function loreMacros(scene: LoreScene): (text: string) => string {
  const { macros, group, characterName: char, user } = scene;
  const values = { ...macros, ...(group === undefined ? {} : { group }), char, user };
  return (text) => expandMacros(text, values);
}

function namesOf(character: Character): readonly string[] {
  return [...new Set([character.id, character.name, characterName(character)])];
}
