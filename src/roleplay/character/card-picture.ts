import type { CardAsset, Character } from "./character.ts";
import { type EmbeddedFiles, embeddedFiles } from "./embedded-files.ts";
import { pictureFormat } from "./picture-format.ts";
import { cardContainer, readCard } from "./read-card.ts";

/**
 * The picture of a character, from its own file: the file itself where that is a picture, else the main icon of a CHARX
 * archive or of a card with `data:` addresses. Undefined when the file has none. Addresses elsewhere are never fetched.
 *
 * `card` is what the file holds, where that is known. @throws UserError when the card or its files can't be read.
 */
export function cardPicture(
  bytes: Uint8Array,
  fileName: string,
  card?: Character,
): Uint8Array | undefined {
  const container = cardContainer(bytes, fileName);
  if (container === "png" || container === "webp" || container === "jpeg") return bytes;
  for (const icon of iconsOf(card ?? readCard(bytes, fileName).card)) {
    const path = assetPath(icon);
    const picture = assetBytes(
      icon,
      path === undefined ? new Map() : embeddedFiles(bytes, fileName, (each) => each === path),
    );
    if (picture !== undefined && pictureFormat(picture) !== undefined) return picture;
  }
  // A picture with an archive behind it.
  return pictureFormat(bytes) === undefined ? undefined : bytes;
}

/** The first `main` icon, then the others. */
export function iconsOf(card: Character): readonly CardAsset[] {
  const icons = (card.assets ?? []).filter(({ type }) => type === "icon");
  return icons.toSorted((a, b) => Number(b.name === "main") - Number(a.name === "main"));
}

/** The path of an asset inside its card's file; undefined for one that is elsewhere. */
export function assetPath({ uri }: CardAsset): string | undefined {
  // `embeded` is how the specification spells it; programs have spelt it otherwise.
  return /^(?:embedd?ed:\/\/|__asset:)(.*)$/i.exec(uri)?.[1];
}

/** The bytes of an asset where the card has them; undefined for addresses elsewhere and for what is missing. */
export function assetBytes(asset: CardAsset, files: EmbeddedFiles): Uint8Array | undefined {
  const data = /^data:[^,]{0,200};base64,/i.exec(asset.uri);
  if (data !== null) return Buffer.from(asset.uri.slice(data[0].length), "base64");
  const path = assetPath(asset);
  return path === undefined ? undefined : files.get(path);
}
