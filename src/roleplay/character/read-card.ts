import { UserError } from "../../lib/errors.ts";
import { inEnglish, remark } from "../remarks.ts";
import { cardLimits, checkBytes } from "./card-limits.ts";
import { decodeUtf8, parseEmbeddedText, parseJson } from "./decode-card-text.ts";
import { exifComment } from "./exif-comment.ts";
import { parseCard, type ReadCard } from "./parse-card.ts";
import { parseYaml } from "./parse-yaml.ts";
import { pictureFormat } from "./picture-format.ts";
import { pictureParts } from "./picture-parts.ts";
import { cardTextsOf, readPngCard } from "./png-card.ts";
import { xmpComment } from "./xmp-comment.ts";
import { isArchive, readArchive } from "./zip-archive.ts";

/** What kind of file a card is in. */
export type CardContainer = "json" | "yaml" | "png" | "jpeg" | "webp" | "charx";

/** JSON, the numbers of its bytes, its base64, or the mark of an encrypted card. */
const cardBeginning = /^(?:\{|\d{1,3}\s*,|rcc\|\||e[wy][\w+/=\s-]{16,}$)/;

/** The card's place in a CHARX file. */
export const charxCardPath = "card.json";

/**
 * Reads a character card: JSON, YAML, a PNG, APNG, WebP or JPEG picture that carries one, or a CHARX archive. The kind
 * is told by what is in the file; only YAML is told by the file's name.
 *
 * @throws UserError that names the file, where possible the field, and what was expected.
 */
export function readCard(bytes: Uint8Array, fileName: string): ReadCard {
  checkBytes(bytes.length, cardLimits.fileBytes, fileName);
  const id = cardId(fileName);
  switch (cardContainer(bytes, fileName)) {
    case "png":
      return readPngCard(bytes, id, fileName);
    case "charx":
      return readCharx(bytes, id, fileName);
    case "jpeg":
    case "webp":
      return readExifCard(bytes, id, fileName);
    case "yaml":
      return parseCard(parseYaml(decodeUtf8(bytes, fileName), fileName), id, fileName);
    case "json":
      checkBytes(bytes.length, cardLimits.textBytes, fileName);
      return parseCard(parseJson(decodeUtf8(bytes, fileName), fileName), id, fileName);
  }
}

/** A card's file name without its extension. */
export function cardId(fileName: string): string {
  return fileName.replace(/\.[^.]*$/, "");
}

export function cardContainer(bytes: Uint8Array, fileName: string): CardContainer {
  const picture = pictureFormat(bytes);
  if (picture === "png") return "png";
  // Some programs put the archive behind a JPEG, so that the file can be looked at.
  if (isArchive(bytes)) return "charx";
  return picture ?? (/\.ya?ml$/i.test(fileName) ? "yaml" : "json");
}

/** Whether a file is only a picture. */
export function isPictureAlone(bytes: Uint8Array): boolean {
  if (pictureFormat(bytes) === undefined || isArchive(bytes)) return false;
  return cardTextsOf(bytes).length === 0 && cardComment(bytes) === undefined;
}

function readCharx(bytes: Uint8Array, id: string, fileName: string): ReadCard {
  const entry = readArchive(bytes, fileName).find(({ path }) => path === charxCardPath);
  const why = remark("no-card-in-archive", { path: charxCardPath });
  if (entry === undefined)
    throw new UserError(
      "card-unknown-format",
      `${fileName}: not a character card: ${inEnglish(why)}.`,
      { values: { file: fileName, why } },
    );
  const where = `${fileName}: ${charxCardPath}`;
  const json = parseJson(decodeUtf8(entry.read(cardLimits.textBytes), where), where);
  return parseCard(json, id, fileName);
}

function readExifCard(bytes: Uint8Array, id: string, fileName: string): ReadCard {
  const comment = cardComment(bytes);
  if (comment === undefined)
    throw new UserError(
      "card-none-in-picture",
      `${fileName}: the picture carries no character card. Put its card beside it as ${id}.json, or save the card as PNG.`,
      { values: { file: fileName } },
    );
  return parseCard(parseEmbeddedText(comment, `${fileName}: UserComment`), id, fileName);
}

/** The comment of a WebP or JPEG where it can be a card: cameras and other programs leave comments too. */
function cardComment(bytes: Uint8Array): string | undefined {
  for (const { kind, data } of pictureParts(bytes)) {
    const comment = kind === "exif" ? exifComment(data) : xmpComment(data);
    if (comment !== undefined && cardBeginning.test(comment)) return comment;
  }
  return undefined;
}
