import type { Remark } from "../../lib/remark.ts";
import type { UnusableKeyReport } from "./compile-book.ts";
import type { PromptKind, UiPrompt } from "./decorators.ts";
import type { Lorebook, LoreRole, SelectiveLogic } from "./lorebook.ts";
import type { LoreState } from "./timed-effects.ts";

/** Everything that decides which entries one reply sees. */
export interface ActivationInput {
  readonly books: readonly AttachedBook[];
  readonly chat: LoreChat;
  readonly texts: LoreTexts;
  readonly settings: ActivationSettings;
  /** What earlier activations of this conversation left behind. */
  readonly state: LoreState;
  /** Entries that something else asks for, for instance similarity of meaning. */
  readonly activatedElsewhere: ReadonlySet<EntryRef>;
  readonly tools: LoreTools;
}

/** A book that takes part, under an id that stays the same for the life of the conversation. */
export interface AttachedBook {
  readonly id: string;
  readonly source: BookSource;
  readonly book: Lorebook;
}

/** Whose book it is; where books compete, this decides (see {@link ActivationSettings.insertionStrategy}). */
export type BookSource = "conversation" | "persona" | "character" | "shared";

/** Names an entry within a conversation: `<book id>/<entry id>`. */
export type EntryRef = string;

export interface LoreChat {
  /** What a prompt may show, oldest first. */
  readonly turns: readonly LoreTurn[];
  /** Turns of the whole conversation, shown or not: what sticky, cool-down and delay count. */
  readonly turnCount: number;
  /** The characters' turns of the whole conversation, the greeting included. */
  readonly characterTurnCount: number;
  /** 0 for the first greeting; null when there was none or nobody knows. */
  readonly greetingIndex: number | null;
  readonly generation: string;
  /** Who is about to speak. */
  readonly character: { readonly names: readonly string[]; readonly tags: readonly string[] };
  /** Null when there are no user icons. */
  readonly userIconName: string | null;
  /** The history no longer fits the model's context. */
  readonly contextFull: boolean;
  /** Whether the author's note is part of this prompt. */
  readonly authorsNoteShown: boolean;
}

export interface LoreTurn {
  readonly id: string;
  readonly speakerName: string;
  readonly text: string;
}

/** Texts beside the chat, macros unexpanded; empty when there is none. */
export interface LoreTexts {
  readonly personaDescription: string;
  readonly characterDescription: string;
  readonly characterPersonality: string;
  readonly characterDepthPrompt: string;
  readonly scenario: string;
  readonly creatorNotes: string;
  /** Other parts of the prompt that every entry is looked for in, such as an author's note that allows it. */
  readonly injected: readonly { readonly name: string; readonly text: string }[];
}

export interface ActivationSettings {
  /** How many of the newest turns are scanned, for entries and books that don't say. */
  readonly scanDepth: number;
  /** Most tokens of all active entries together; null for no limit. See {@link lorebookBudget}. */
  readonly tokenBudget: number | null;
  /** Whether a turn is scanned as `Name: text`. */
  readonly includeNames: boolean;
  readonly recursive: boolean;
  /** Most sweeps over the entries, the first included; 0 for no limit. */
  readonly maxRecursionSteps: number;
  readonly caseSensitive: boolean;
  readonly matchWholeWords: boolean;
  readonly useGroupScoring: boolean;
  /** Look further back until this many entries are active; 0 is off. */
  readonly minActivations: number;
  /** How far back at most; 0 for all of the chat. */
  readonly minActivationsMaxDepth: number;
  readonly insertionStrategy: "characterFirst" | "sharedFirst" | "evenly";
  readonly promptKind: PromptKind;
}

export const defaultActivationSettings: ActivationSettings = {
  scanDepth: 2,
  tokenBudget: null,
  includeNames: true,
  recursive: false,
  maxRecursionSteps: 0,
  caseSensitive: false,
  matchWholeWords: false,
  useGroupScoring: false,
  minActivations: 0,
  minActivationsMaxDepth: 0,
  insertionStrategy: "characterFirst",
  promptKind: "chat",
};

/** The share of a context that lore may take, in tokens: at least 1, at most `cap` unless that is 0. */
export function lorebookBudget(contextSize: number, percent = 25, cap = 0): number {
  const share = Math.max(1, Math.round((contextSize * percent) / 100));
  return cap > 0 ? Math.min(share, cap) : share;
}

/** What the rules need of the outside. */
export interface LoreTools {
  /** Expands the macros of a card's text. */
  readonly expand: (text: string) => string;
  readonly countTokens: (text: string) => number;
  /** A number from 0 up to 1 that depends on `subject` alone, so that the order of the dice doesn't matter. */
  readonly random: (subject: string) => number;
}

export interface Activation {
  readonly lore: PlacedLore;
  /** Every entry of every book, fired or not, and by which rule. */
  readonly entries: readonly EntryReport[];
  /** To be kept with the conversation, for its next activation. */
  readonly state: LoreState;
  readonly tokens: number;
  /** Some entry didn't fit the budget. */
  readonly overflowed: boolean;
  /** Prompts of the application's own that active entries switch off. */
  readonly disabledPrompts: ReadonlySet<UiPrompt>;
  readonly warnings: readonly Remark[];
}

/** Active entries by where they go. Within a place they are in reading order. */
export interface PlacedLore {
  readonly beforeChar: readonly ActiveLore[];
  readonly afterChar: readonly ActiveLore[];
  readonly personality: readonly ActiveLore[];
  readonly scenario: readonly ActiveLore[];
  readonly beforeExamples: readonly ActiveLore[];
  readonly afterExamples: readonly ActiveLore[];
  readonly authorsNoteTop: readonly ActiveLore[];
  readonly authorsNoteBottom: readonly ActiveLore[];
  /** Farthest from the end first; at one depth system, user, assistant. */
  readonly atDepth: readonly LoreAtDepth[];
  readonly outlets: ReadonlyMap<string, readonly ActiveLore[]>;
}

export interface LoreAtDepth {
  /** How many turns follow; 0 for after the last. It may be more than there are turns. */
  readonly depth: number;
  readonly role: LoreRole;
  readonly entries: readonly ActiveLore[];
}

export interface ActiveLore {
  readonly ref: EntryRef;
  readonly title: string;
  /** Macros expanded. Never blank. */
  readonly text: string;
  readonly tokens: number;
  readonly role: LoreRole;
  /** Active in every prompt, so it can stand where prompts stay the same. */
  readonly constant: boolean;
}

export type LorePlace = Exclude<keyof PlacedLore, "outlets"> | "outlet";

export interface EntryReport {
  readonly ref: EntryRef;
  readonly bookId: string;
  readonly entryId: string;
  readonly title: string;
  readonly outcome: Outcome;
  /** Where it stands, or would stand if it were active. */
  readonly place: LorePlace;
  /** In turns, for what stands at a depth. */
  readonly depth: number | null;
  /** What it adds or would add, without decorators and with its macros unexpanded. */
  readonly content: string;
  /** Keys that never match and why. */
  readonly unusableKeys: readonly UnusableKeyReport[];
}

export type Outcome =
  | {
      readonly active: true;
      readonly reason: ActiveReason;
      /** 1 for the first sweep, higher for what recursion or a longer look back found. */
      readonly sweep: number;
      readonly tokens: number;
      /** Active, but not part of the prompt: why. */
      readonly leftOut: "blank" | "noAuthorsNote" | null;
    }
  | { readonly active: false; readonly reason: InactiveReason };

export type ActiveReason =
  | { readonly kind: "constant" }
  | { readonly kind: "activateDecorator" }
  | { readonly kind: "keptAfterMatch" }
  | { readonly kind: "sticky"; readonly turnsLeft: number }
  | { readonly kind: "activatedElsewhere" }
  | {
      readonly kind: "keys";
      readonly match: KeyMatch;
      readonly secondary: readonly KeyMatch[];
    };

export interface KeyMatch {
  readonly key: string;
  readonly place: ScanPlace;
}

/** Where a key was found. */
export type ScanPlace =
  | {
      readonly kind: "turn";
      readonly turnId: string;
      readonly speakerName: string;
      /** 0 for the newest. */
      readonly turnsAgo: number;
    }
  | { readonly kind: "text"; readonly name: string }
  | { readonly kind: "entry"; readonly ref: EntryRef; readonly title: string }
  /** A pattern that matches several of these only together. */
  | { readonly kind: "across" };

export type InactiveReason =
  | { readonly kind: "disabled" }
  | { readonly kind: "otherGeneration"; readonly triggers: readonly string[] }
  | { readonly kind: "characterFilter" }
  | { readonly kind: "delay"; readonly turnsLeft: number }
  | { readonly kind: "cooldown"; readonly turnsLeft: number }
  | { readonly kind: "dontActivateDecorator" }
  | { readonly kind: "matchedBefore" }
  | { readonly kind: "onlyAfter"; readonly needed: number; readonly count: number }
  | { readonly kind: "onlyEvery"; readonly every: number; readonly count: number }
  | { readonly kind: "otherGreeting"; readonly greeting: number }
  | { readonly kind: "otherUserIcon"; readonly name: string }
  | { readonly kind: "contextFull" }
  | { readonly kind: "delayedUntilRecursion"; readonly level: number }
  | { readonly kind: "noKeys" }
  | { readonly kind: "noKeyMatched"; readonly scanDepth: number }
  | {
      readonly kind: "secondaryKeys";
      readonly logic: SelectiveLogic;
      readonly match: KeyMatch;
      /** The secondary keys that were found. */
      readonly found: readonly KeyMatch[];
    }
  | {
      readonly kind: "additionalKeys";
      readonly match: KeyMatch;
      readonly missing: readonly string[];
    }
  | { readonly kind: "excludedByKey"; readonly match: KeyMatch; readonly excluding: KeyMatch }
  | { readonly kind: "probability"; readonly percent: number; readonly rolled: number }
  | {
      readonly kind: "group";
      readonly group: string;
      readonly because: "sticky" | "taken" | "score" | "override" | "weight";
      readonly winner: EntryRef;
    }
  | {
      readonly kind: "budget";
      readonly scope: "total" | "book";
      readonly tokens: number;
      readonly left: number;
    }
  | { readonly kind: "displaced"; readonly by: EntryRef }
  | { readonly kind: "sweepLimit" };
