import type { CharacterProblem } from "../conversation/ports.ts";
import type { Remark } from "../lib/remark.ts";
import type { Character } from "../roleplay/character/character.ts";
import { cardId } from "../roleplay/character/read-card.ts";
import { remark } from "../roleplay/remarks.ts";
import type { CardFile } from "./card-files.ts";

/** What the files of the folder make together. */
export interface CardShelf {
  readonly characters: ReadonlyMap<string, ShelvedCharacter>;
  readonly problems: readonly CharacterProblem[];
}

export interface ShelvedCharacter {
  readonly character: Character;
  /** The file that the character was read from. */
  readonly file: string;
  /** The file that has the character's picture. */
  readonly picture: CardFile | undefined;
}

export const emptyShelf: CardShelf = { characters: new Map(), problems: [] };

/**
 * Says which characters there are. A card that is broken now stays as it was on the last shelf; of two cards with one
 * id, the first file in the order of names serves. Whatever is wrong with one file touches no other character.
 */
export function arrangeCards(files: readonly CardFile[], before: CardShelf): CardShelf {
  const characters = new Map<string, ShelvedCharacter>();
  const problems: CharacterProblem[] = [];
  for (const file of files) {
    const character = cardOf(file, before);
    if (file.content.kind === "broken")
      problems.push({ file: file.name, what: explainBroken(file.content.what, character) });
    if (character === undefined) continue;
    const first = characters.get(character.id);
    if (first === undefined)
      characters.set(character.id, {
        character,
        file: file.name,
        picture: pictureOf(file, character.id, files),
      });
    else if (file.content.kind === "card")
      problems.push({
        file: file.name,
        what: remark("same-name", { file: file.name, other: first.file }),
      });
  }
  return { characters, problems: [...problems, ...picturesAlone(files, characters)] };
}

function cardOf(file: CardFile, before: CardShelf): Character | undefined {
  if (file.content.kind === "card") return file.content.card;
  if (file.content.kind === "picture") return undefined;
  const shelved = before.characters.get(cardId(file.name));
  return shelved?.file === file.name ? shelved.character : undefined;
}

function explainBroken(what: Remark, stillServing: Character | undefined): Remark {
  return stillServing === undefined ? what : remark("used-as-before", { problem: what });
}

/** The card's own picture, else the one of the same name beside it. */
function pictureOf(file: CardFile, id: string, files: readonly CardFile[]): CardFile | undefined {
  const isItself =
    file.content.kind === "card" ? file.content.hasPicture : isPictureName(file.name);
  if (isItself) return file;
  return files.find((other) => isPictureName(other.name) && cardId(other.name) === id);
}

/** A picture that belongs to no card: perhaps its card was lost when it was saved. */
function picturesAlone(
  files: readonly CardFile[],
  characters: ReadonlyMap<string, ShelvedCharacter>,
): readonly CharacterProblem[] {
  const cards = new Set(
    files.filter((file) => !isPictureName(file.name)).map(({ name }) => cardId(name)),
  );
  return files
    .filter(({ name, content }) => {
      const id = cardId(name);
      return content.kind === "picture" && !characters.has(id) && !cards.has(id);
    })
    .map(({ name }) => ({
      file: name,
      what: remark("picture-without-card", { file: name, card: `${cardId(name)}.json` }),
    }));
}

function isPictureName(name: string): boolean {
  return /\.(?:a?png|webp|jpe?g)$/i.test(name);
}
