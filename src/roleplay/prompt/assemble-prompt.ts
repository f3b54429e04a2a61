import type { PromptPlan, PromptSection, SectionRole } from "../../generation/request.ts";
import { type Character, characterName } from "../character/character.ts";
import { expandMacros } from "../character/macros.ts";
import type { PlacedLore } from "../lorebook/activation.ts";
import { speakerLabel } from "../reply/speaker-label.ts";

export interface PromptInput {
  readonly character: Character;
  /** The people in the chat, the first to speak coming first. */
  readonly userNames: readonly string[];
  /** Oldest first; the last one is what the reply answers. */
  readonly history: readonly PromptTurn[];
  /** The active lorebook entries. */
  readonly lore?: PlacedLore | undefined;
  /** Null when there is none this time; whoever keeps its interval decides that. */
  readonly authorsNote?: AuthorsNote | null | undefined;
  /** Who the people in the chat are in the story. */
  readonly personas?: readonly PromptPersona[] | undefined;
  /** Names of all characters of a group, the one who speaks included. */
  readonly groupMembers?: readonly string[] | undefined;
  /** Default: `cache-friendly`. */
  readonly layout?: PromptLayout | undefined;
}

/** An instruction near the end of the chat. Its text is a person's: macros in it stay as they are. */
export interface AuthorsNote {
  readonly text: string;
  /** How many turns of the history follow it. */
  readonly depth: number;
  readonly role: SectionRole;
}

export interface PromptPersona {
  readonly name: string;
  readonly description: string;
  /** With the card, or among the turns. */
  readonly position: "in-prompt" | { readonly depth: number; readonly role: SectionRole };
}

/**
 * `strict`: everything stands where the specifications say. `cache-friendly`: what changes from reply to reply stands
 * near the end, so that the engine doesn't read everything behind it again.
 */
export type PromptLayout = "cache-friendly" | "strict";

export interface PromptTurn {
  readonly id: string;
  readonly speakerName: string;
  readonly text: string;
  /** Said by the character whose reply is asked for. */
  readonly ownTurn: boolean;
}

const defaultMainPrompt =
  "Write {{char}}'s next reply in a fictional chat between {{char}} and {{user}}.";

/**
 * Lays out the prompt of one reply, from what changes least to what changes most, so that the engine's prefix cache
 * keeps as much as possible: main prompt and card, example dialogue, history, post-history instructions, and the label
 * of the one who speaks.
 */
export function assemblePrompt(input: PromptInput): PromptPlan {
  const { character } = input;
  const names = {
    char: characterName(character),
    user: input.userNames.length === 0 ? "the user" : listNames(input.userNames),
  };
  const expand = (text: string, original = "") => expandMacros(text, { ...names, original }).trim();

  const mainPrompt = expand(defaultMainPrompt);
  const head: PromptSection[] = [
    required("main", expand(character.systemPrompt, mainPrompt) || mainPrompt),
    required("description", expand(character.description)),
    required("personality", withHeading("Personality: ", expand(character.personality))),
    required("scenario", withHeading("Scenario: ", expand(character.scenario))),
    {
      id: "examples",
      role: "system",
      text: withHeading("Example dialogue:\n", exampleText(expand(character.exampleDialogue))),
      trim: { kind: "optional", order: 10 },
    },
  ];
  const tail = required("post-history", expand(character.postHistoryInstructions));

  return {
    sections: [...head, ...input.history.map(historySection), tail].filter(
      (section) => section.text !== "",
    ),
    replyPrefix: speakerLabel(names.char),
  };
}

function historySection(turn: PromptTurn): PromptSection {
  return {
    id: `history:${turn.id}`,
    role: turn.ownTurn ? "assistant" : "user",
    text: turn.text === "" ? "" : `${speakerLabel(turn.speakerName)} ${turn.text}`,
    trim: { kind: "history" },
  };
}

function required(id: string, text: string): PromptSection {
  return { id, role: "system", text, trim: { kind: "required" } };
}

function withHeading(heading: string, text: string): string {
  return text === "" ? "" : heading + text;
}

/** `<START>` separates examples; here a blank line does. */
function exampleText(raw: string): string {
  return raw
    .split(/^\s*<START>\s*$/im)
    .map((example) => example.trim())
    .filter((example) => example !== "")
    .join("\n\n");
}

function listNames(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
