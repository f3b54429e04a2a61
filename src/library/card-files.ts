import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { coerceError, remarkOf, UserError } from "../lib/errors.ts";
import type { Remark } from "../lib/remark.ts";
import { cardLimits, checkBytes } from "../roleplay/character/card-limits.ts";
import { cardPicture } from "../roleplay/character/card-picture.ts";
import type { ReadCard } from "../roleplay/character/parse-card.ts";
import { isPictureAlone, readCard } from "../roleplay/character/read-card.ts";
import { remark } from "../roleplay/remarks.ts";

/** What one file of the characters folder turned out to be. */
export interface CardFile {
  readonly name: string;
  /** Another one means that the file has changed. */
  readonly fingerprint: string;
  readonly content:
    | ({
        readonly kind: "card";
        /** Whether the file itself has the character's picture. */
        readonly hasPicture: boolean;
      } & ReadCard)
    /** A picture without a card: the avatar of the card beside it. */
    | { readonly kind: "picture" }
    | { readonly kind: "broken"; readonly what: Remark };
}

/** Whether a file of this name is looked at: all kinds of cards and pictures, not hidden. */
export function isCardFileName(name: string): boolean {
  return /^[^.].*\.(?:json|ya?ml|charx|a?png|webp|jpe?g)$/i.test(name);
}

/**
 * Reads the card files of a folder, in the order of their names. Files that are as in `known` aren't read again.
 *
 * @throws the system's error when the folder itself can't be read.
 */
export async function readCardFiles(
  directory: string,
  known: ReadonlyMap<string, CardFile>,
): Promise<readonly CardFile[]> {
  const names = (await readdir(directory)).filter(isCardFileName).toSorted();
  const files: CardFile[] = [];
  // One after another: a file may take megabytes, and there may be hundreds.
  for (const name of names) {
    const file = await readCardFile(directory, name, known.get(name));
    if (file !== undefined) files.push(file);
  }
  return files;
}

/** Undefined when the file is gone by now, or isn't a file. */
async function readCardFile(
  directory: string,
  name: string,
  known: CardFile | undefined,
): Promise<CardFile | undefined> {
  let fingerprint = "unreadable";
  try {
    const status = await stat(join(directory, name), { bigint: true });
    if (!status.isFile()) return undefined;
    fingerprint = [status.ino, status.size, status.mtimeNs, status.ctimeNs].join(" ");
    if (fingerprint === known?.fingerprint) return known;
    const bytes = await readBounded(directory, name);
    if (isPictureAlone(bytes)) return { name, fingerprint, content: { kind: "picture" } };
    const read = readCard(bytes, name);
    const hasPicture = cardPicture(bytes, name, read.card) !== undefined;
    return { name, fingerprint, content: { kind: "card", hasPicture, ...read } };
  } catch (error) {
    const code = systemCode(error);
    if (code === "ENOENT") return undefined;
    if (!(error instanceof UserError) && code === undefined) throw error;
    const what =
      error instanceof UserError
        ? remarkOf(error)
        : remark("file-unreadable", { file: name, reason: code ?? "" });
    return { name, fingerprint, content: { kind: "broken", what } };
  }
}

/**
 * The bytes of a card or picture.
 *
 * @throws UserError `card-too-large`, or the system's error.
 */
export async function readBounded(directory: string, name: string): Promise<Uint8Array> {
  const path = join(directory, name);
  const { size } = await stat(path);
  checkBytes(size, cardLimits.fileBytes, name);
  return readFile(path);
}

/** The code of an error of the operating system, for instance `ENOENT`. */
export function systemCode(thrown: unknown): string | undefined {
  const error: NodeJS.ErrnoException = coerceError(thrown);
  return error.syscall === undefined ? undefined : error.code;
}
