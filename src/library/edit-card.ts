import { rm } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { CardChanges } from "../conversation/card-folder.ts";
import { UserError } from "../lib/errors.ts";
import { cardPicture } from "../roleplay/character/card-picture.ts";
import type { Character } from "../roleplay/character/character.ts";
import { embeddedFiles } from "../roleplay/character/embedded-files.ts";
import { cardContainer, cardId, readCard } from "../roleplay/character/read-card.ts";
import { type CardFormat, writeCard } from "../roleplay/character/write-card.ts";
import { readBounded } from "./card-files.ts";
import { toPng } from "./make-avatar.ts";
import { notSaved, writeWhole } from "./write-whole.ts";

/** A card in the form in which it will be kept. */
interface Draft {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/**
 * Changes fields of a card in the folder. The file keeps its kind where that can be written, and its name, by which chats
 * know the character; what can only be read (YAML, JPEG, WebP) becomes JSON or PNG. Before anything is replaced, the new
 * file is read: it has to give the card that was meant, with all that it had.
 *
 * @throws UserError `card-not-editable`, `card-not-saved`, or one of `readCard`.
 */
export async function editCard(
  directory: string,
  fileName: string,
  changes: CardChanges,
  nowSeconds: number,
): Promise<Character> {
  const before = await readBounded(directory, fileName);
  const { card } = readCard(before, fileName);
  const edited: Character = { ...card, ...changes, modificationDate: nowSeconds };
  for await (const draft of drafts(edited, before, fileName)) {
    const { card: read } = readCard(draft.bytes, draft.fileName);
    if (!isSame(read, edited)) continue;
    try {
      await writeWhole(directory, draft.fileName, draft.bytes, {
        replace: draft.fileName === fileName,
      });
      if (draft.fileName !== fileName) await rm(join(directory, fileName), { force: true });
    } catch (error) {
      throw notSaved(error);
    }
    return read;
  }
  throw new UserError(
    "card-not-editable",
    `The card of ${card.name} can't be written without losing something, so nothing was changed. Edit its file, or export it as PNG and import that with \`replace\`.`,
    { values: { character: card.name } },
  );
}

/** The file as it could be written, the form that is most like what it was first. */
async function* drafts(
  edited: Character,
  before: Uint8Array,
  fileName: string,
): AsyncGenerator<Draft> {
  const container = cardContainer(before, fileName);
  const files = embeddedFiles(before, fileName);
  const write = (format: CardFormat, name: string, picture?: Uint8Array): Draft => ({
    fileName: name,
    bytes: writeCard(edited, format, { files, ...(picture === undefined ? {} : { picture }) }),
  });
  const named = (extension: string) => `${cardId(fileName)}.${extension}`;
  switch (container) {
    case "json":
      // A card of version 2 stays one as long as that holds it.
      if (!isVersion3(before)) yield write("v2", fileName);
      yield write("v3", fileName);
      return;
    case "yaml":
      yield write("v3", named("json"));
      return;
    case "png":
      yield write("png", fileName, before);
      return;
    case "charx":
      yield write("charx", fileName, cardPicture(before, fileName));
      return;
    case "jpeg":
    case "webp":
      yield write("png", named("png"), await toPng(before));
  }
}

function isVersion3(json: Uint8Array): boolean {
  return Buffer.from(json).includes('"chara_card_v3"');
}

/** Dates apart: a card of version 2 has none. */
function isSame(read: Character, meant: Character): boolean {
  const undated = { creationDate: undefined, modificationDate: undefined };
  return isDeepStrictEqual({ ...read, ...undated }, { ...meant, ...undated });
}
