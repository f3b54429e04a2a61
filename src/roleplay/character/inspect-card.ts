import { UserError } from "../../lib/errors.ts";
import { readCharacterBook } from "../lorebook/read-character-book.ts";
import { inEnglish } from "../remarks.ts";
import type { JsonObject } from "./card-fields.ts";
import type { CardGeneration } from "./card-generation.ts";
import { toV3Json } from "./card-json.ts";
import type { Character } from "./character.ts";
import { embeddedFiles } from "./embedded-files.ts";
import { embeddedPicturesBytes } from "./embedded-pictures.ts";
import { type CardContainer, cardContainer, readCard } from "./read-card.ts";

/** All that there is to say about a card file. */
export interface CardInspection {
  readonly file: string;
  readonly container: CardContainer;
  readonly generation: CardGeneration;
  /** Normalised, as V3 JSON. */
  readonly card: JsonObject;
  /** The files that the card brings along. */
  readonly files: readonly { readonly path: string; readonly sizeBytes: number }[];
  readonly warnings: readonly string[];
}

/**
 * Reads a card and everything in it, its lorebook and its files too, and says what is odd about them.
 *
 * @throws UserError when it can't be read, see `readCard`.
 */
export function inspectCard(bytes: Uint8Array, fileName: string): CardInspection {
  const { card, generation, warnings } = readCard(bytes, fileName);
  const files = [...embeddedFiles(bytes, fileName)];
  return {
    file: fileName,
    container: cardContainer(bytes, fileName),
    generation,
    card: toV3Json(card),
    files: files.map(([path, file]) => ({ path, sizeBytes: file.length })),
    warnings: [
      ...warnings.map(inEnglish),
      ...pictureWarnings(card).map((warning) => `${fileName}: ${warning}`),
      ...bookWarnings(card).map((warning) => `${fileName}: character_book: ${warning}`),
    ],
  };
}

function bookWarnings({ characterBook }: Character): readonly string[] {
  if (characterBook === undefined) return [];
  try {
    return readCharacterBook(characterBook).warnings.map(inEnglish);
  } catch (error) {
    // The character can be used all the same, without its book.
    if (error instanceof UserError) return [error.message];
    throw error;
  }
}

function pictureWarnings(card: Character): readonly string[] {
  const texts = { description: card.description, creator_notes: card.creatorNotes };
  return Object.entries(texts).flatMap(([field, text]) => {
    const bytes = embeddedPicturesBytes(text);
    return bytes === 0
      ? []
      : [`${field}: holds pictures as text, ${Math.ceil(bytes / 1024)} KiB of it`];
  });
}
