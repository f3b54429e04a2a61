import type { SectionRole } from "../../generation/request.ts";
import type { Character } from "../character/character.ts";
import type { MacroValues } from "../character/macros/macro-values.ts";
import type { PlacedLore } from "../lorebook/activation.ts";
import type { UiPrompt } from "../lorebook/decorators.ts";
import type { StandingLore } from "./standing-lore.ts";

/** Everything that a prompt is made of. */
export interface PromptInput {
  readonly character: Character;
  /** The people in the chat, the first to speak coming first. */
  readonly userNames: readonly string[];
  /** Oldest first; the last one is what the reply answers. */
  readonly history: readonly PromptTurn[];
  /** The active lorebook entries. */
  readonly lore?: PlacedLore | undefined;
  /** Prompts that active lorebook entries switch off. */
  readonly disabledPrompts?: ReadonlySet<UiPrompt> | undefined;
  /** Null when there is none this time; whoever keeps its interval decides that. */
  readonly authorsNote?: AuthorsNote | null | undefined;
  /** What somebody wishes for this one reply. Nothing in it is filled in. */
  readonly instruction?: string | null | undefined;
  /** What of the reply stands already and is written on. */
  readonly replyBegins?: string | null | undefined;
  /** Who the people in the chat are in the story. */
  readonly personas?: readonly PromptPersona[] | undefined;
  /** Names of all characters of a group, the one who speaks included. */
  readonly groupMembers?: readonly string[] | undefined;
  /** What the character knows of earlier that the history doesn't show. Nothing in it is filled in. */
  readonly memory?: PromptMemory | undefined;
  /** What is known of the conversation's last prompt, so that this one changes as little of it as it can. */
  readonly lastPrompt?: LastPrompt | undefined;
  /** Default: `cache-friendly`. */
  readonly layout?: PromptLayout | undefined;
  /** What macros of the card stand for, beside the names. */
  readonly macros?: PromptMacros | undefined;
}

/** Each text one thing that is remembered. */
export interface PromptMemory {
  readonly facts: readonly string[];
  readonly summaries: readonly string[];
  readonly recalled: readonly string[];
  /** What an earlier prompt recalled and nothing calls up now. Where that stands still, it may stay. */
  readonly lingering?: readonly string[];
}

export interface LastPrompt {
  /** The turn with which its history began; null when there was none, or nobody said. */
  readonly firstTurn: string | null;
  /** In reading order. */
  readonly standingLore: readonly StandingLore[];
}

export interface PromptTurn {
  readonly id: string;
  readonly speakerName: string;
  readonly text: string;
  /** Said by the character whose reply is asked for. */
  readonly ownTurn: boolean;
}

/** An instruction near the end of the chat. Names in it are filled in. */
export interface AuthorsNote {
  readonly text: string;
  /** How many turns of the history follow it. */
  readonly depth: number;
  readonly role: SectionRole;
}

/** Who a person is in the story. Names in the description are filled in; `{{user}}` is this one's name. */
export interface PromptPersona {
  readonly name: string;
  /** As in `she/her`; empty or left out for none. */
  readonly pronouns?: string;
  readonly description: string;
  /** With the card, above or below the author's note, which it needs for that, or among the turns. */
  readonly position:
    | "in-prompt"
    | "note-top"
    | "note-bottom"
    | { readonly depth: number; readonly role: SectionRole };
}

/**
 * `strict`: everything stands where the specifications say. `cache-friendly`: what changes from reply to reply stands
 * near the end, so that the engine doesn't read everything behind it again.
 */
export type PromptLayout = "cache-friendly" | "strict";

/** See {@link MacroValues}; what the prompt itself knows isn't asked for. */
export type PromptMacros = Omit<MacroValues, "char" | "user" | "original" | "group" | "outlets">;
