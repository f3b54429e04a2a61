import { inflateRawSync } from "node:zlib";
import { UserError } from "../../lib/errors.ts";
import type { Remark } from "../../lib/remark.ts";
import { inEnglish, remark } from "../remarks.ts";
import { cardLimits, checkBytes, tooLarge } from "./card-limits.ts";

/** One file of an archive. */
export interface ArchiveEntry {
  /** Relative, with `/`, without `..`. */
  readonly path: string;
  /**
   * The file's bytes, inflated.
   *
   * @throws UserError `card-broken-archive`, or `card-too-large` when it has more than `limitBytes`.
   */
  readonly read: (limitBytes: number) => Uint8Array;
}

const endSignature = 0x06054b50;
const endBytes = 22;
/** The comment after the end record may have this many bytes. */
const commentLimitBytes = 0xffff;
const directorySignature = 0x02014b50;
const directoryEntryBytes = 46;
const localSignature = 0x04034b50;
const localEntryBytes = 30;
const stored = 0;
const deflated = 8;
const encryptedFlag = 1;

/** Whether a file ends with a zip's directory, before which a picture may stand, or begins as one that was cut off. */
export function isArchive(bytes: Uint8Array): boolean {
  const view = viewOf(bytes);
  const begins = view.length >= 4 && view.readUInt32LE(0) === localSignature;
  return begins || findEnd(view) !== undefined;
}

/**
 * The files of a zip archive, by its directory, which is at its end. Nothing is inflated before it is asked for, and
 * then no further than allowed, whatever sizes the archive claims.
 *
 * @throws UserError `card-broken-archive`, `card-unsafe-path`, `card-encrypted` or `card-too-large`, with the file and the entry.
 */
export function readArchive(bytes: Uint8Array, fileName: string): readonly ArchiveEntry[] {
  const view = viewOf(bytes);
  const end = findEnd(view);
  if (end === undefined) throw broken(fileName, remark("directory-missing"));
  const count = view.readUInt16LE(end + 10);
  const directoryBytes = view.readUInt32LE(end + 12);
  if (count > cardLimits.files)
    throw tooLarge(fileName, remark("files", { count, limit: cardLimits.files }));
  // What stands before the archive isn't counted in its offsets.
  const start = end - directoryBytes;
  const shift = start - view.readUInt32LE(end + 16);
  if (start < 0 || shift < 0) throw broken(fileName, remark("directory-displaced"));
  const entries: ArchiveEntry[] = [];
  const paths = new Set<string>();
  for (let offset = start, index = 0; index < count; index += 1) {
    const record = readRecord(view, offset, end, fileName);
    offset = record.next;
    if (record.name.endsWith("/")) continue;
    const path = safePath(record.name, fileName);
    if (paths.has(path)) throw broken(`${fileName}: ${path}`, remark("twice-in-archive"));
    paths.add(path);
    entries.push({
      path,
      read: (limitBytes) => inflate(view, record, shift, `${fileName}: ${path}`, limitBytes),
    });
  }
  return entries;
}

interface DirectoryRecord {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly compressedBytes: number;
  readonly localOffset: number;
  /** Where the next record begins. */
  readonly next: number;
}

/** The end record is searched from the end; one whose comment doesn't reach the end of the file is a chance hit. */
function findEnd(view: Buffer): number | undefined {
  const first = Math.max(0, view.length - endBytes - commentLimitBytes);
  for (let offset = view.length - endBytes; offset >= first; offset -= 1)
    if (
      view.readUInt32LE(offset) === endSignature &&
      offset + endBytes + view.readUInt16LE(offset + 20) === view.length
    )
      return offset;
  return undefined;
}

function readRecord(view: Buffer, offset: number, end: number, fileName: string): DirectoryRecord {
  if (offset + directoryEntryBytes > end || view.readUInt32LE(offset) !== directorySignature)
    throw broken(fileName, remark("directory-damaged"));
  const nameEnd = offset + directoryEntryBytes + view.readUInt16LE(offset + 28);
  if (nameEnd > end) throw broken(fileName, remark("directory-damaged"));
  return {
    name: view.toString("utf8", offset + directoryEntryBytes, nameEnd),
    flags: view.readUInt16LE(offset + 8),
    method: view.readUInt16LE(offset + 10),
    compressedBytes: view.readUInt32LE(offset + 20),
    localOffset: view.readUInt32LE(offset + 42),
    next: nameEnd + view.readUInt16LE(offset + 30) + view.readUInt16LE(offset + 32),
  };
}

/** Whether a path names a file in a folder, on every system: no way out, no drive, nothing that can't be seen. */
export function isSafePath(path: string): boolean {
  return (
    path.length <= cardLimits.pathLength &&
    // oxlint-disable-next-line no-control-regex -- a path with control characters fools whoever reads it
    !/[\u0000-\u001F\u007F-\u009F:\\]/.test(path) &&
    path.split("/").every((part) => part !== "" && part !== "." && part !== "..")
  );
}

/** @throws UserError `card-unsafe-path`. */
function safePath(name: string, fileName: string): string {
  const path = name.replaceAll("\\", "/");
  if (isSafePath(path)) return path;
  const shown = JSON.stringify(name.slice(0, 60));
  throw new UserError(
    "card-unsafe-path",
    `${fileName}: ${shown}: not a path that a file in a card may have.`,
    { values: { file: fileName, path: shown } },
  );
}

function inflate(
  view: Buffer,
  record: DirectoryRecord,
  shift: number,
  where: string,
  limitBytes: number,
): Uint8Array {
  const local = record.localOffset + shift;
  if (local + localEntryBytes > view.length || view.readUInt32LE(local) !== localSignature)
    throw broken(where, remark("not-where-listed"));
  if ((record.flags & encryptedFlag) !== 0)
    throw new UserError(
      "card-encrypted",
      `${where}: the file is encrypted. Save it without a password.`,
      { values: { file: where } },
    );
  const start =
    local + localEntryBytes + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28);
  if (start + record.compressedBytes > view.length) throw broken(where, remark("cut-off"));
  const data = view.subarray(start, start + record.compressedBytes);
  if (record.method !== stored && record.method !== deflated)
    throw broken(where, remark("packed-otherwise"));
  if (record.method === stored) {
    checkBytes(data.length, limitBytes, where);
    return data;
  }
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, limitBytes) });
  } catch (error) {
    if (error instanceof RangeError) checkBytes(limitBytes + 1, limitBytes, where);
    throw broken(where, remark("damaged"), error);
  }
}

function broken(where: string, why: Remark, cause?: unknown): UserError {
  return new UserError(
    "card-broken-archive",
    `${where}: can't be read: ${inEnglish(why)}. Save the card again.`,
    { cause, values: { file: where, why } },
  );
}

function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
