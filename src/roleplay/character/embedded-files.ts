import { cardLimits, checkBytes } from "./card-limits.ts";
import { pngTexts } from "./png-chunks.ts";
import { cardContainer, charxCardPath } from "./read-card.ts";
import { readArchive } from "./zip-archive.ts";

/** Files that a card brings along, by their path. */
export type EmbeddedFiles = ReadonlyMap<string, Uint8Array>;

/** Before the path in the keyword of a PNG's text that is a file in base64. */
const pngFilePrefix = "chara-ext-asset_:";

export function isFileKeyword(keyword: string): boolean {
  return keyword.toLowerCase().startsWith(pngFilePrefix);
}

/** The path is UTF-8, one character for each byte. */
export function fileKeyword(path: string): string {
  return pngFilePrefix + Buffer.from(path).toString("latin1");
}

/**
 * The files in a CHARX archive but the card itself, or in the texts of a PNG; none for other cards. Files that aren't
 * `wanted` aren't looked into.
 *
 * @throws UserError when one of them can't be read, or all together are too large.
 */
export function embeddedFiles(
  bytes: Uint8Array,
  fileName: string,
  wanted: (path: string) => boolean = () => true,
): EmbeddedFiles {
  const files = new Map<string, Uint8Array>();
  let free: number = cardLimits.filesBytes;
  for (const { path, read } of filesOf(bytes, fileName)) {
    if (!wanted(path)) continue;
    const file = read(free);
    checkBytes(file.length, free, `${fileName}: ${path}`);
    free -= file.length;
    files.set(path, file);
    if (files.size === cardLimits.files) break;
  }
  return files;
}

interface FileSource {
  readonly path: string;
  readonly read: (limitBytes: number) => Uint8Array;
}

function filesOf(bytes: Uint8Array, fileName: string): Iterable<FileSource> {
  const container = cardContainer(bytes, fileName);
  if (container === "charx")
    return readArchive(bytes, fileName).filter(({ path }) => path !== charxCardPath);
  return container === "png" ? pngFiles(bytes) : [];
}

function* pngFiles(bytes: Uint8Array): Generator<FileSource> {
  for (const { keyword, isCompressed, read } of pngTexts(bytes))
    if (isFileKeyword(keyword) && !isCompressed)
      yield {
        path: Buffer.from(keyword.slice(pngFilePrefix.length), "latin1").toString(),
        read: () => Buffer.from(read()?.toString("latin1") ?? "", "base64"),
      };
}
