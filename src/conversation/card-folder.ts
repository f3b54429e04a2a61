import type { Character } from "../roleplay/character/character.ts";
import type { CardFormat } from "../roleplay/character/write-card.ts";

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
}

export interface CardUpload {
  /** As its sender called it: for messages, and to tell the kind of file. */
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export interface ImportedCard {
  readonly character: Character;
  readonly warnings: readonly string[];
  readonly replaced: boolean;
}

export interface CardDownload {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}
