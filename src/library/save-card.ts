import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { CardUpload } from "../conversation/card-folder.ts";
import { UserError } from "../lib/errors.ts";
import { cardPicture } from "../roleplay/character/card-picture.ts";
import type { ReadCard } from "../roleplay/character/parse-card.ts";
import {
  cardContainer,
  cardId,
  isPictureAlone,
  readCard,
} from "../roleplay/character/read-card.ts";
import { cardExtension, cardIdFor } from "./card-file-name.ts";
import { isCardFileName, readBounded, systemCode } from "./card-files.ts";
import { notSaved, writeWhole } from "./write-whole.ts";

export interface SavedCard {
  /** Read from the bytes that were saved, with the id that they have now. */
  readonly read: ReadCard;
  readonly fileName: string;
  readonly replaced: boolean;
}

/**
 * Checks a card and puts it into the folder, under a name made of the character's. The file is there whole or not at
 * all, also when the power fails, and two imports of one character at once can't overwrite each other unasked.
 *
 * @throws UserError of `readCard`; `card-exists` when there is a card of this character and `replace` is off;
 * `characters-folder` when the folder can't be written.
 */
export async function saveCard(
  directory: string,
  { fileName, bytes }: CardUpload,
  { replace }: { readonly replace: boolean },
): Promise<SavedCard> {
  const { name } = readCard(bytes, fileName).card;
  const id = cardIdFor(name);
  const target = `${id}.${cardExtension(cardContainer(bytes, fileName))}`;
  const read = readCard(bytes, target);
  try {
    const there = await sameIdFiles(directory, id);
    const cards = there.filter((file) => !file.isPicture).map((file) => file.name);
    if (cards.length > 0 && !replace) throw exists(name, cards);
    await writeWhole(directory, target, bytes, { replace });
    // The new card is safe: what had this id before makes room, but for a picture that the new one needs.
    const hasPicture = cardPicture(bytes, target, read.card) !== undefined;
    const old = hasPicture ? there.map((file) => file.name) : cards;
    for (const file of old) if (file !== target) await rm(join(directory, file), { force: true });
    return { read, fileName: target, replaced: cards.length > 0 };
  } catch (error) {
    if (systemCode(error) === "EEXIST") throw exists(name, [target]);
    throw notSaved(error);
  }
}

/** The files that make up the character of this id now. */
async function sameIdFiles(
  directory: string,
  id: string,
): Promise<readonly { readonly name: string; readonly isPicture: boolean }[]> {
  const names = (await readdir(directory)).filter(
    (name) => isCardFileName(name) && cardId(name).toLowerCase() === id.toLowerCase(),
  );
  return Promise.all(
    names.map(async (name) => ({
      name,
      isPicture: isPictureAlone(await readBounded(directory, name)),
    })),
  );
}

function exists(name: string, files: readonly string[]): UserError {
  return new UserError(
    "card-exists",
    `There is a card of ${name} already (${files.join(", ")}). Import it with \`replace\` to put this one in its place, or give the character in the file another name.`,
    { values: { character: name, files: files.join(", ") } },
  );
}
