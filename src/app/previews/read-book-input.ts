import { basename } from "node:path";
import { UserError } from "../../lib/errors.ts";
import type { Character } from "../../roleplay/character/character.ts";
import { decodeUtf8, parseJson } from "../../roleplay/character/decode-card-text.ts";
import { cardContainer, readCard } from "../../roleplay/character/read-card.ts";
import type { AttachedBook } from "../../roleplay/lorebook/activation.ts";
import type { ReadLorebook } from "../../roleplay/lorebook/book-reading.ts";
import { pictureLorebook } from "../../roleplay/lorebook/picture-lorebook.ts";
import { readCharacterBook } from "../../roleplay/lorebook/read-character-book.ts";
import { readLorebook } from "../../roleplay/lorebook/read-lorebook.ts";
import { inEnglish } from "../../roleplay/remarks.ts";
import { readInputFile } from "./read-input-file.ts";

export interface CardInput {
  readonly character: Character;
  readonly warnings: readonly string[];
}

/** A file that someone named as a character card. Throws a {@link UserError} of one line. */
export async function readCardInput(path: string): Promise<CardInput> {
  const { card, warnings } = readCard(await readInputFile(path), basename(path));
  return { character: card, warnings: warnings.map(inEnglish) };
}

export interface BookInput {
  readonly book: AttachedBook;
  /** Whose card it is from; undefined for a book of its own. */
  readonly character: Character | undefined;
  readonly warnings: readonly string[];
}

/** A file that someone named as a lorebook, or as a card that has one. Throws a {@link UserError} of one line. */
export async function readBookInput(path: string): Promise<BookInput> {
  const bytes = await readInputFile(path);
  const hidden = pictureLorebook(bytes);
  if (hidden !== undefined) return sharedBook(hidden, basename(path));
  const card = cardOf(bytes, basename(path));
  if (card !== undefined) {
    const own = ownBook(card);
    if (own !== undefined) return { ...own, warnings: [...card.warnings, ...own.warnings] };
    throw new UserError("card-without-book", `${basename(path)}: this card has no lorebook.`);
  }
  return sharedBook(decodeUtf8(bytes, basename(path)), basename(path));
}

function sharedBook(json: string, name: string): BookInput {
  const { book, warnings } = inFile(name, () => readLorebook(parseJson(json, name)));
  return {
    book: { id: name, source: "shared", book },
    character: undefined,
    warnings: warnings.map(inEnglish),
  };
}

/** The book in a card; undefined when it has none. */
export function ownBook({ character }: Pick<CardInput, "character">): BookInput | undefined {
  const { characterBook } = character;
  if (characterBook === undefined || characterBook === null) return undefined;
  const { book, warnings } = inFile(character.id, () => readCharacterBook(characterBook));
  return {
    book: { id: character.id, source: "character", book },
    character,
    warnings: warnings.map(inEnglish),
  };
}

/** Undefined when the file is something else than a card; that can't be known before it is read. */
function cardOf(bytes: Uint8Array, name: string): CardInput | undefined {
  try {
    const { card, warnings } = readCard(bytes, name);
    return { character: card, warnings: warnings.map(inEnglish) };
  } catch (error) {
    const isOther = error instanceof UserError && error.code === "card-unknown-format";
    if (isOther && cardContainer(bytes, name) === "json") return undefined;
    throw error;
  }
}

/** Says in which file it was, since the readers of books don't know. */
function inFile(name: string, read: () => ReadLorebook): ReadLorebook {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UserError) || error.message.startsWith(name)) throw error;
    throw new UserError(error.code, `${name}: ${error.message}`, { cause: error });
  }
}
