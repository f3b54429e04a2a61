import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { coerceError, UserError } from "../../lib/errors.ts";
import { toPng } from "../../library/make-avatar.ts";
import { cardPicture } from "../../roleplay/character/card-picture.ts";
import { embeddedFiles } from "../../roleplay/character/embedded-files.ts";
import { cardId, readCard } from "../../roleplay/character/read-card.ts";
import { type CardFormat, writeCard } from "../../roleplay/character/write-card.ts";
import { inEnglish } from "../../roleplay/remarks.ts";
import { outputExists, writeOutputFile } from "../write-output-file.ts";
import { type CardFileContent, readCardFile } from "./read-card-file.ts";

export interface CardConversion {
  readonly from: string;
  readonly to: CardFormat;
  readonly out: string;
  /** A file with the character's picture; else the card's own serves, or the one of the same name beside it. */
  readonly picture?: string | undefined;
  /** Whether a file that stands at `out` already may be replaced. */
  readonly overwrite: boolean;
  /** Milliseconds since the Unix epoch: when the card was modified, says the new one. */
  readonly nowMs: number;
}

export interface ConvertedCard {
  readonly sizeBytes: number;
  /** What is odd about the card, and what the new file has no place for. */
  readonly warnings: readonly string[];
}

/**
 * Writes a card in another format. The file appears at once and whole, or not at all; the one that is read stays as
 * it is.
 *
 * @throws UserError when the card or its picture can't be used, `out` is the card itself, or there is a file already that
 * may not be replaced, or no folder to write it in; OperationalError when the new file can't be written.
 */
export async function convertCardFile(conversion: CardConversion): Promise<ConvertedCard> {
  const { from, to, out } = conversion;
  const source = await readCardFile(from);
  if (await isSameFile(from, out))
    throw new UserError(
      "card-same-file",
      `${out}: is the card itself. Choose another name for --out.`,
    );
  if (!conversion.overwrite && (await identityOf(out)) !== undefined)
    throw outputExists(out, "card");
  const { card, warnings } = readCard(source.bytes, source.name);
  const files = embeddedFiles(source.bytes, source.name);
  const picture = await findPicture(conversion, source);
  const bytes = writeCard(card, to, {
    files,
    picture: to === "png" && picture !== undefined ? await asPng(picture) : picture?.bytes,
    modifiedAt: Math.floor(conversion.nowMs / 1000),
  });
  await writeOutputFile(out, bytes, { ...conversion, kind: "card" });
  return {
    sizeBytes: bytes.length,
    warnings: [...warnings.map(inEnglish), ...whatIsLeft(to, files.size, picture)],
  };
}

async function findPicture(
  { from, to, picture }: CardConversion,
  source: CardFileContent,
): Promise<CardFileContent | undefined> {
  if (picture !== undefined) return readCardFile(picture);
  const own = cardPicture(source.bytes, source.name);
  if (own !== undefined) return { name: source.name, bytes: own };
  if (to === "v2" || to === "v3") return undefined;
  for (const extension of ["png", "webp", "jpg", "jpeg"]) {
    const beside = await readIfThere(join(dirname(from), `${cardId(source.name)}.${extension}`));
    if (beside !== undefined) return beside;
  }
  return undefined;
}

async function readIfThere(path: string): Promise<CardFileContent | undefined> {
  try {
    return await readCardFile(path);
  } catch (error) {
    if (error instanceof UserError && error.code === "card-no-file") return undefined;
    throw error;
  }
}

async function asPng({ name, bytes }: CardFileContent): Promise<Uint8Array> {
  try {
    return await toPng(bytes);
  } catch (error) {
    throw new UserError(
      "card-broken-picture",
      `${name}: the picture can't be used (${coerceError(error).message}). Use another one.`,
      { cause: error },
    );
  }
}

function whatIsLeft(
  to: CardFormat,
  fileCount: number,
  picture: CardFileContent | undefined,
): readonly string[] {
  if (to === "png" && picture === undefined)
    return ["There is no picture: a plain one is used. Give one with --picture."];
  if (to === "png" || to === "charx") return [];
  return [
    ...(picture === undefined ? [] : ["The picture stays behind: JSON has no place for it."]),
    ...(fileCount === 0
      ? []
      : [`Files of the card stay behind (${fileCount}): JSON has no place for them.`]),
  ];
}

/** Whether two paths lead to one file, by links or by another name. */
async function isSameFile(path: string, other: string): Promise<boolean> {
  const [one, two] = await Promise.all([path, other].map(identityOf));
  return one !== undefined && one === two;
}

/** Undefined for a file that isn't there, or can't be looked at: then writing says so. */
async function identityOf(path: string): Promise<string | undefined> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return `${dev} ${ino}`;
  } catch {
    return undefined;
  }
}
