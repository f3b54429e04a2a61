import type { Remark } from "../lib/remark.ts";
import type { Character } from "../roleplay/character/character.ts";
import type { CardFormat } from "../roleplay/character/write-card.ts";
import type { CharacterProblem } from "./ports.ts";

/** Brings cards in and hands them out. */
export interface CardFolder {
  /**
   * Checks a card and puts it among the others, whole or not at all.
   *
   * @throws UserError that says what is wrong with the card, or that there is one of this name and `replace` is off.
   */
  import(upload: CardUpload, options: { readonly replace: boolean }): Promise<ImportedCard>;
  /** @throws UserError when there is no such character, or its card can't be written so. */
  export(characterId: string, format: CardFormat): Promise<CardDownload>;
  /**
   * Writes a card's file anew, whole or not at all, with these fields changed and everything else as it was.
   *
   * @throws UserError when there is no such character, or its file can't be written so.
   */
  edit(characterId: string, changes: CardChanges): Promise<Character>;
  /** Reads what is in the folder now. */
  reload(): Promise<CardReload>;
}

/** What people change about a card in a form; what is left out stays. */
export type CardChanges = Partial<
  Pick<
    Character,
    | "nickname"
    | "description"
    | "personality"
    | "scenario"
    | "firstMessage"
    | "exampleDialogue"
    | "systemPrompt"
    | "postHistoryInstructions"
    | "creatorNotes"
  >
>;

/** What reading the folder anew brought: characters that came, changed and went, by name, and files that can't be read. */
export interface CardReload {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly problems: readonly CharacterProblem[];
}

export interface CardUpload {
  /** As its sender called it: for messages, and to tell the kind of file. */
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export interface ImportedCard {
  readonly character: Character;
  readonly warnings: readonly Remark[];
  readonly replaced: boolean;
}

export interface CardDownload {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}
