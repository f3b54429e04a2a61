import { UserError } from "../../lib/errors.ts";
import { toBackfillJson, toV2Json, toV3Json } from "./card-json.ts";
import { assetBytes, assetPath, iconsOf } from "./card-picture.ts";
import type { Character } from "./character.ts";
import { type EmbeddedFiles, fileKeyword, isFileKeyword } from "./embedded-files.ts";
import { pictureFormat } from "./picture-format.ts";
import { plainPicture } from "./plain-picture.ts";
import { isCardKeyword } from "./png-card.ts";
import { replacePngTexts } from "./png-chunks.ts";
import { charxCardPath } from "./read-card.ts";
import { writeArchive } from "./write-archive.ts";
import { isSafePath } from "./zip-archive.ts";

/** `v2` and `v3` are JSON; `png` carries both, for readers of either. */
export type CardFormat = "v2" | "v3" | "png" | "charx";

export const cardFormats: readonly CardFormat[] = ["v2", "v3", "png", "charx"];

export interface WriteCardOptions {
  /** The character's picture. PNG carries it, of PNG format; CHARX takes it where the card has no icon of its own. */
  readonly picture?: Uint8Array | undefined;
  /** The files that the card's assets speak of; PNG and CHARX carry them. */
  readonly files?: EmbeddedFiles;
  /** Unix seconds of the export. Without it the dates in the card stay as they are. */
  readonly modifiedAt?: number;
}

/**
 * Writes a card so that reading it gives the same character again.
 *
 * @throws UserError `card-broken-picture` when the picture is no whole PNG.
 */
export function writeCard(
  character: Character,
  format: CardFormat,
  options: WriteCardOptions = {},
): Uint8Array {
  const card = options.modifiedAt === undefined ? character : dated(character, options.modifiedAt);
  switch (format) {
    case "v2":
      return jsonBytes(toV2Json(card));
    case "v3":
      return jsonBytes(toV3Json(card));
    case "png":
      return writePng(card, options.picture ?? plainPicture(), options.files ?? new Map());
    case "charx":
      return writeCharx(card, options.picture, options.files ?? new Map());
  }
}

function dated(card: Character, modifiedAt: number): Character {
  return {
    ...card,
    creationDate: card.creationDate ?? modifiedAt,
    modificationDate: modifiedAt,
  };
}

function jsonBytes(json: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(json, undefined, 2)}\n`);
}

function writePng(card: Character, picture: Uint8Array, files: EmbeddedFiles): Uint8Array {
  const inBase64 = (json: unknown) => Buffer.from(JSON.stringify(json)).toString("base64");
  const png = replacePngTexts(
    picture,
    (keyword) => isCardKeyword(keyword) || isFileKeyword(keyword),
    [
      ...[...files].map(([path, bytes]) => ({
        keyword: fileKeyword(path),
        text: Buffer.from(bytes).toString("base64"),
      })),
      { keyword: "chara", text: inBase64(toBackfillJson(card)) },
      { keyword: "ccv3", text: inBase64(toV3Json(card)) },
    ],
  );
  if (png !== undefined) return png;
  throw new UserError(
    "card-broken-picture",
    "The picture for the card is no PNG, or is cut off. Use another one, as PNG.",
  );
}

function writeCharx(
  card: Character,
  picture: Uint8Array | undefined,
  files: EmbeddedFiles,
): Uint8Array {
  const paths = archivePaths(files);
  const archived = new Map([...files].map(([path, bytes]) => [paths.get(path) ?? path, bytes]));
  const assets = card.assets?.map((asset) => {
    const path = assetPath(asset);
    const archivePath = path === undefined ? undefined : paths.get(path);
    const isThere = archivePath === undefined || archivePath === path;
    // A PNG's own kind of address means nothing in an archive.
    if (isThere && !asset.uri.startsWith("__asset:")) return asset;
    return archivePath === undefined ? asset : { ...asset, uri: `embeded://${archivePath}` };
  });
  const complete = withIcon({ ...card, assets }, picture, archived);
  return writeArchive(new Map([[charxCardPath, jsonBytes(toV3Json(complete))], ...archived]));
}

/** Where each file stands in an archive: at its own path where it has one that is fit, as a PNG's files may not. */
function archivePaths(files: EmbeddedFiles): ReadonlyMap<string, string> {
  const isFit = (path: string) => path.includes("/") && isSafePath(path);
  const taken = new Set([...files.keys()].filter(isFit));
  const paths = new Map<string, string>();
  for (const path of files.keys()) {
    let archivePath = path;
    for (let number = paths.size; !isFit(path) && number >= 0; number += 1) {
      archivePath = `assets/other/other/${number}`;
      if (!taken.has(archivePath)) break;
    }
    taken.add(archivePath);
    paths.set(path, archivePath);
  }
  return paths;
}

/** Puts the picture into the archive where the card has no icon of its own there. */
function withIcon(
  card: Character,
  picture: Uint8Array | undefined,
  archived: Map<string, Uint8Array>,
): Character {
  const format = picture === undefined ? undefined : pictureFormat(picture);
  if (picture === undefined || format === undefined) return card;
  const icons = iconsOf(card);
  if (icons.some((icon) => assetBytes(icon, archived) !== undefined)) return card;
  const path = `assets/icon/images/main.${format}`;
  archived.set(path, picture);
  const file = { uri: `embeded://${path}`, ext: format };
  // `ccdefault:` in a PNG is the PNG itself, which is this picture now.
  const itself = icons.find(({ uri }) => uri === "ccdefault:");
  if (itself !== undefined)
    return {
      ...card,
      assets: (card.assets ?? []).map((each) => (each === itself ? { ...each, ...file } : each)),
    };
  const name = icons.some((icon) => icon.name === "main") ? "picture" : "main";
  return { ...card, assets: [...(card.assets ?? []), { type: "icon", name, ...file }] };
}
