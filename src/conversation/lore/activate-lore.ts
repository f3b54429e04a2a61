import { type Character, characterName } from "../../roleplay/character/character.ts";
import { expandMacros } from "../../roleplay/character/macros.ts";
import { activateEntries } from "../../roleplay/lorebook/activate-entries.ts";
import {
  type Activation,
  defaultActivationSettings,
  type LoreTurn,
  lorebookBudget,
} from "../../roleplay/lorebook/activation.ts";
import { describeOutcome } from "../../roleplay/lorebook/describe-outcome.ts";
import { seededDice } from "../../roleplay/lorebook/seeded-dice.ts";
import type { LoreState } from "../../roleplay/lorebook/timed-effects.ts";
import { cardDepthPrompt } from "../../roleplay/prompt/card-depth-prompt.ts";
import type { PromptMacros } from "../../roleplay/prompt/prompt-input.ts";
import type { TurnCounts } from "../ports.ts";
import type { LoreHit, LoreRecord, PromptFacts } from "../sent-prompt.ts";
import type { ShelvedBook } from "./bookshelf.ts";

export interface LoreScene {
  readonly books: readonly ShelvedBook[];
  readonly character: Character;
  /** What `{{user}}` stands for. */
  readonly user: string;
  /** What the other macros stand for. */
  readonly macros: PromptMacros;
  /** What a prompt may show, oldest first. */
  readonly turns: readonly LoreTurn[];
  readonly counts: TurnCounts;
  readonly state: LoreState;
  /** The same seed lets the dice fall the same way. */
  readonly seed: string;
  readonly facts: PromptFacts | undefined;
  /** Tokens of the model's context. */
  readonly contextSize: number;
  readonly authorsNoteShown: boolean;
}

/** For prompts of a conversation whose tokens nobody has counted yet. */
const usualCharactersPerToken = 4;

/** What the lorebooks add to one reply. Depends on its input alone: asked again, it says the same. */
export function activateLore(scene: LoreScene): Activation {
  const { character, counts, facts } = scene;
  const charactersPerToken = facts?.charactersPerToken ?? usualCharactersPerToken;
  const random = seededDice(scene.seed);
  const names = { ...scene.macros, char: characterName(character), user: scene.user };
  return activateEntries({
    books: scene.books,
    chat: {
      turns: scene.turns,
      turnCount: counts.user + counts.character,
      characterTurnCount: counts.character,
      greetingIndex: null,
      generation: "normal",
      character: { names: namesOf(character), tags: character.tags },
      userIconName: null,
      contextFull: facts?.historyTrimmed ?? false,
      authorsNoteShown: scene.authorsNoteShown,
    },
    texts: {
      personaDescription: "",
      characterDescription: character.description,
      characterPersonality: character.personality,
      characterDepthPrompt: cardDepthPrompt(character)?.prompt ?? "",
      scenario: character.scenario,
      creatorNotes: character.creatorNotes,
      injected: [],
    },
    settings: { ...defaultActivationSettings, tokenBudget: lorebookBudget(scene.contextSize) },
    state: scene.state,
    activatedElsewhere: new Set(),
    tools: {
      expand: (text) => expandMacros(text, names),
      countTokens: (text) => Math.ceil(text.length / charactersPerToken),
      random,
    },
  });
}

/** Kept with each reply at most; what fired comes first. */
const mostHits = 200;

export function recordLore(
  { entries, tokens, warnings }: Activation,
  books: readonly ShelvedBook[],
): LoreRecord {
  const bookNames = new Map(books.map(({ id, name }) => [id, name]));
  const hits = entries
    .filter(({ outcome }) => outcome.active || !uneventful.has(outcome.reason.kind))
    .toSorted((a, b) => Number(b.outcome.active) - Number(a.outcome.active))
    .slice(0, mostHits)
    .map((entry): LoreHit => {
      const { outcome } = entry;
      return {
        bookName: bookNames.get(entry.bookId) ?? entry.bookId,
        title: entry.title,
        active: outcome.active,
        why: describeOutcome(entry),
        place: outcome.active ? outcome.place : null,
        depth: outcome.active ? outcome.depth : null,
        tokens: outcome.active ? outcome.tokens : 0,
      };
    });
  return { entries: hits, tokens, warnings };
}

/** Reasons that say nothing about this turn. */
const uneventful: ReadonlySet<string> = new Set(["noKeyMatched", "noKeys", "disabled"]);

function namesOf(character: Character): readonly string[] {
  return [...new Set([character.id, character.name, characterName(character)])];
}
