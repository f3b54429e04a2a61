import type {
  CardChanges,
  CardDownload,
  CardFolder,
  CardReload,
  CardUpload,
  ImportedCard,
} from "../conversation/card-folder.ts";
import { UserError } from "../lib/errors.ts";
import { cardPicture } from "../roleplay/character/card-picture.ts";
import type { Character } from "../roleplay/character/character.ts";
import { embeddedFiles } from "../roleplay/character/embedded-files.ts";
import { type CardFormat, writeCard } from "../roleplay/character/write-card.ts";
import { readBounded } from "./card-files.ts";
import type { FolderLibrary } from "./character-library.ts";
import { editCard } from "./edit-card.ts";
import { toPng } from "./make-avatar.ts";
import { saveCard } from "./save-card.ts";

export interface FolderCardsOptions {
  readonly directory: string;
  readonly library: Pick<FolderLibrary, "get" | "list" | "problems" | "filesOf" | "refresh">;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

function noSuchCharacter(): UserError {
  return new UserError(
    "no-such-character",
    "There is no such character. `/character list` shows the ones there are.",
  );
}

/** Imports and exports of the cards in the folder. */
export function createFolderCards({ directory, library, now }: FolderCardsOptions): CardFolder {
  async function importCard(
    upload: CardUpload,
    options: { readonly replace: boolean },
  ): Promise<ImportedCard> {
    const { read, replaced } = await saveCard(directory, upload, options);
    await library.refresh();
    return { character: read.card, warnings: read.warnings, replaced };
  }

  async function exportCard(characterId: string, format: CardFormat): Promise<CardDownload> {
    const character = library.get(characterId);
    const files = library.filesOf(characterId);
    if (character === undefined || files === undefined) throw noSuchCharacter();
    const bytes = await readBounded(directory, files.card);
    const pictureBytes =
      files.picture === undefined || files.picture === files.card
        ? bytes
        : await readBounded(directory, files.picture);
    const picture = cardPicture(pictureBytes, files.picture ?? files.card);
    return {
      fileName: `${characterId}.${format === "v2" || format === "v3" ? "json" : format}`,
      bytes: writeCard(character, format, {
        picture: picture === undefined || format !== "png" ? picture : await toPng(picture),
        files: embeddedFiles(bytes, files.card),
        modifiedAt: Math.floor(now() / 1000),
      }),
    };
  }

  async function edit(characterId: string, changes: CardChanges): Promise<Character> {
    const files = library.filesOf(characterId);
    if (files === undefined) throw noSuchCharacter();
    const edited = await editCard(directory, files.card, changes, Math.floor(now() / 1000));
    await library.refresh();
    return edited;
  }

  async function reload(): Promise<CardReload> {
    const before = new Map(library.list().map((character) => [character.id, character]));
    await library.refresh();
    const after = library.list();
    const gone = new Set(before.keys());
    for (const { id } of after) gone.delete(id);
    const known = after.filter(({ id }) => before.has(id));
    return {
      added: after.filter(({ id }) => !before.has(id)).map(({ name }) => name),
      changed: known
        .filter((character) => before.get(character.id) !== character)
        .map(({ name }) => name),
      removed: [...gone].map((id) => before.get(id)?.name ?? id),
      problems: library.problems(),
    };
  }

  return { import: importCard, export: exportCard, edit, reload };
}
