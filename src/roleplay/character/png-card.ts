import { remarkOf, UserError } from "../../lib/errors.ts";
import type { Remark } from "../../lib/remark.ts";
import { remark } from "../remarks.ts";
import { cardLimits, mebibytes } from "./card-limits.ts";
import { decodeUtf8, parseEmbeddedText } from "./decode-card-text.ts";
import { parseCard, type ReadCard } from "./parse-card.ts";
import { type PngText, pngTexts } from "./png-chunks.ts";

/** Keywords of PNG texts that hold a card, in lower case, best first. */
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

export function isCardKeyword(keyword: string): boolean {
  return cardKeywords.includes(keyword.toLowerCase());
}

/** The texts of a picture that may hold a card; none for a file that is no PNG. */
export function cardTextsOf(bytes: Uint8Array): readonly PngText[] {
  const texts: PngText[] = [];
  for (const text of pngTexts(bytes)) {
    if (isCardKeyword(text.keyword)) texts.push(text);
    if (texts.length === cardTextLimit) break;
  }
  return texts;
}

/**
 * The card in a PNG. V3 goes before V2; of several texts of one kind, the first with a lorebook, since some editors
 * drop it.
 *
 * @throws UserError that names the file, and what is wrong with the best of the copies.
 */
export function readPngCard(bytes: Uint8Array, id: string, fileName: string): ReadCard {
  const texts = cardTextsOf(bytes);
  if (texts.length === 0) throw noCard(bytes, id, fileName);
  const problems: UserError[] = [];
  const skipped: Remark[] = [];
  for (const keyword of cardKeywords) {
    const found: ReadCard[] = [];
    for (const text of texts.filter((each) => each.keyword.toLowerCase() === keyword)) {
      try {
        found.push(parseCard(decodeCardText(text, fileName), id, fileName));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        problems.push(error);
        skipped.push(remark("copy-skipped", { problem: remarkOf(error) }));
      }
    }
    const best = found.find(({ card }) => card.characterBook !== undefined) ?? found[0];
    if (best !== undefined) return { ...best, warnings: [...skipped, ...best.warnings] };
  }
  // All copies are broken; the preferred one is the one to repair.
  throw problems[0] ?? new Error("a card text was neither read nor refused");
}

function decodeCardText(text: PngText, fileName: string): unknown {
  const where = `${fileName}: ${text.keyword.toLowerCase()}`;
  const value = text.read();
  if (value === undefined)
    throw new UserError(
      "card-broken-picture",
      `${where}: the text in the picture is damaged or longer than ${mebibytes(cardLimits.textBytes)}. Save the card again.`,
      { values: { file: where } },
    );
  return parseEmbeddedText(decodeUtf8(value, where), where);
}

function noCard(bytes: Uint8Array, id: string, fileName: string): UserError {
  for (const { keyword } of pngTexts(bytes))
    if (keyword.toLowerCase() === "risuai")
      return new UserError(
        "card-encrypted",
        `${fileName}: the card is in RisuAI's private format. Export it there as a version 3 card.`,
        { values: { file: fileName } },
      );
  return new UserError(
    "card-none-in-picture",
    `${fileName}: the picture carries no character card. Put its card beside it as ${id}.json, or save the card as PNG again.`,
    { values: { file: fileName } },
  );
}
