import { UserError } from "../../lib/errors.ts";
import { parseCard, type ReadCard } from "./parse-card.ts";
import { isPng, type PngText, pngTexts, textLimitBytes } from "./png-chunks.ts";

/** Keywords of PNG texts that hold a card, best first. */
const cardKeywords = [
  "ccv3",
  "chara_card_v3",
  "chara",
  "ccv2",
  "character",
  "charactercard",
  "card",
];

/** More texts than this with such a keyword are not looked at. */
const cardTextLimit = 8;

/**
 * Reads a character card: JSON, or a PNG picture that carries one.
 *
 * @throws UserError that names the file, where possible the field, and what was expected.
 */
export function readCard(bytes: Uint8Array, fileName: string): ReadCard {
  const id = cardId(fileName);
  if (isPng(bytes)) return readPngCard(bytes, id, fileName);
  if (bytes.length > textLimitBytes)
    throw new UserError(
      "card-too-large",
      `${fileName}: too large for a character card: ${mebibytes(bytes.length)}, allowed are ${mebibytes(textLimitBytes)}.`,
    );
  return parseCard(parseJson(decodeUtf8(bytes, fileName), fileName), id, fileName);
}

/** A card's file name without its extension. */
export function cardId(fileName: string): string {
  return fileName.replace(/\.[^.]*$/, "");
}

/** Whether a PNG is only a picture. */
export function isPictureAlone(bytes: Uint8Array): boolean {
  return isPng(bytes) && cardTexts(bytes).length === 0;
}

/** V3 goes before V2; of several texts of one kind, the first with a lorebook, since some editors drop it. */
function readPngCard(bytes: Uint8Array, id: string, fileName: string): ReadCard {
  const texts = cardTexts(bytes);
  if (texts.length === 0)
    throw new UserError(
      "card-none-in-picture",
      `${fileName}: the picture carries no character card. Put its card beside it as ${id}.json, or save the card as PNG again.`,
    );
  const problems: UserError[] = [];
  const skipped: string[] = [];
  for (const keyword of cardKeywords) {
    const found: ReadCard[] = [];
    for (const text of texts.filter((candidate) => candidate.keyword === keyword)) {
      try {
        found.push(parseCard(decodeCardText(text, fileName), id, fileName));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        problems.push(error);
        skipped.push(`${error.message} Another copy of the card in the same picture is used.`);
      }
    }
    const best = found.find(({ card }) => card.characterBook !== undefined) ?? found[0];
    if (best !== undefined) return { ...best, warnings: [...skipped, ...best.warnings] };
  }
  // All copies are broken; the preferred one is the one to repair.
  throw problems[0] ?? new Error("a card text was neither read nor refused");
}

function cardTexts(bytes: Uint8Array): readonly PngText[] {
  const texts: PngText[] = [];
  for (const text of pngTexts(bytes)) {
    if (cardKeywords.includes(text.keyword)) texts.push(text);
    if (texts.length === cardTextLimit) break;
  }
  return texts;
}

function decodeCardText(text: PngText, fileName: string): unknown {
  const where = `${fileName}: ${text.keyword}`;
  const value = text.read();
  if (value === undefined)
    throw new UserError(
      "card-broken-picture",
      `${where}: the text in the picture is damaged or longer than ${mebibytes(textLimitBytes)}. Save the card again.`,
    );
  const start = value.toString("latin1", 0, 64).trimStart();
  if (start.startsWith("rcc||"))
    throw new UserError(
      "card-encrypted",
      `${where}: the card is encrypted for another program. Save it there as an open card.`,
    );
  // Some editors leave out the base64 coding.
  const json = start.startsWith("{") ? value : Buffer.from(value.toString("latin1"), "base64");
  return parseJson(decodeUtf8(json, where), where);
}

function decodeUtf8(bytes: Uint8Array, where: string): string {
  try {
    // Leaves a byte order mark out.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UserError("card-not-text", `${where}: not UTF-8 text. Save the card as UTF-8.`, {
      cause: error,
    });
  }
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : "nested too deeply";
    throw new UserError("card-not-json", `${where}: not valid JSON: ${reason}`, { cause: error });
  }
}

function mebibytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MiB`;
}
