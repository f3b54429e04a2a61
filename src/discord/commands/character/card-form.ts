import { createHash } from "node:crypto";
import type { CardChanges } from "../../../conversation/card-folder.ts";
import type { Character } from "../../../roleplay/character/character.ts";

/** The fields of a card that a form changes. */
export const cardFields = [
  "description",
  "personality",
  "scenario",
  "firstMessage",
  "exampleDialogue",
  "nickname",
  "systemPrompt",
  "postHistoryInstructions",
  "creatorNotes",
] as const satisfies readonly (keyof CardChanges)[];
export type CardField = (typeof cardFields)[number];

/** Those that people change most: together they fill a form. */
export const mainFields = cardFields.slice(0, 5);

export function isCardField(value: string | null): value is CardField {
  return cardFields.some((field) => field === value);
}

/** What a form wants back of its card. It has to be short, and a file's name can be long. */
export interface CardFormArgument {
  readonly character: string;
  /** Null for the main ones. */
  readonly field: CardField | null;
  /** The texts as they were when the form opened. */
  readonly seen: string;
  /** What stands between the parts of a long text. */
  readonly gaps: string;
}

export function cardFormArgument(
  character: Character,
  field: CardField | null,
  gaps: string,
): string {
  return [shortHash(character.id), field ?? "-", seenHash(character), gaps].join(" ");
}

export function readCardFormArgument(argument: string): CardFormArgument {
  const [character = "", field = "", seen = "", gaps = ""] = argument.split(" ");
  return { character, field: isCardField(field) ? field : null, seen, gaps };
}

export function isCharacterOf({ id }: Character, argument: CardFormArgument): boolean {
  return shortHash(id) === argument.character;
}

/** Whether the card still says what the form showed. */
export function isAsSeen(character: Character, argument: CardFormArgument): boolean {
  return seenHash(character) === argument.seen;
}

/** What a form changed: what it shows otherwise than it was, white space at the ends and kinds of line ends apart. */
export function changesOf(
  character: Character,
  given: Readonly<Partial<Record<CardField, string>>>,
): CardChanges {
  return Object.fromEntries(
    Object.entries(given).filter(
      ([field, text]) => plain(text) !== plain(character[field as CardField]),
    ),
  );
}

function plain(text: string): string {
  return text.replaceAll("\r\n", "\n").trim();
}

function seenHash(character: Character): string {
  return shortHash(JSON.stringify(cardFields.map((field) => character[field])));
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 12);
}
