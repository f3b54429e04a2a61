import { EndOfFileError, readFully } from "../../importing/read-fully.ts";
import type { CheckpointFile } from "../stored-tensor.ts";

/** A file that lies in a zip archive as it is, not packed. */
export interface ZipEntry {
  readonly name: string;
  readonly sizeBytes: number;
  readonly isStored: boolean;
  /** Where its local header begins. */
  readonly headerOffset: number;
}

/** The archive's directory is damaged or missing. */
export class ZipError extends Error {
  override readonly name = "ZipError";
}

const endBytes = 22;
const mostCommentBytes = 0xffff;
const locatorBytes = 20;
const largeEndBytes = 56;
const localBytes = 30;
const recordBytes = 46;
/** Weights of the largest models come in some thousand entries. */
const mostDirectoryBytes = 32 * 1024 ** 2;

const signatures = {
  end: 0x06054b50,
  locator: 0x07064b50,
  largeEnd: 0x06064b50,
  record: 0x02014b50,
  local: 0x04034b50,
} as const;

/** In a record, where a number has no room: it stands in the extra field. */
const elsewhere = 0xffffffff;
const largeField = 1;

/**
 * The entries of a zip archive of any size, by the directory at its end. Throws a {@link ZipError} where it is damaged.
 *
 * Format: APPNOTE.TXT of PKWARE, with its extension for more than 4 GB.
 */
export async function readZipDirectory(file: CheckpointFile): Promise<readonly ZipEntry[]> {
  try {
    const { offset, sizeBytes } = await findDirectory(file);
    if (sizeBytes > mostDirectoryBytes || offset + sizeBytes > file.sizeBytes)
      throw new ZipError("its directory is out of place");
    return readRecords(await readFully(file.handle, offset, sizeBytes));
  } catch (error) {
    if (error instanceof EndOfFileError || error instanceof RangeError)
      throw new ZipError("its directory is cut off", { cause: error });
    throw error;
  }
}

/** Where an entry's bytes begin. */
export async function dataOffset(file: CheckpointFile, entry: ZipEntry): Promise<number> {
  if (entry.headerOffset + localBytes > file.sizeBytes)
    throw new ZipError(`${entry.name} is out of place`);
  const local = await readFully(file.handle, entry.headerOffset, localBytes);
  const start = entry.headerOffset + localBytes + local.readUInt16LE(26) + local.readUInt16LE(28);
  if (local.readUInt32LE(0) !== signatures.local || start + entry.sizeBytes > file.sizeBytes)
    throw new ZipError(`${entry.name} is out of place`);
  return start;
}

async function findDirectory({
  handle,
  sizeBytes: fileBytes,
}: CheckpointFile): Promise<{ readonly offset: number; readonly sizeBytes: number }> {
  const tailBytes = Math.min(fileBytes, endBytes + mostCommentBytes + locatorBytes);
  const tailStart = fileBytes - tailBytes;
  const tail = await readFully(handle, tailStart, tailBytes);
  for (let at = tail.length - endBytes; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== signatures.end) continue;
    const locator = at - locatorBytes;
    if (locator >= 0 && tail.readUInt32LE(locator) === signatures.locator) {
      const largeEnd = Number(tail.readBigUInt64LE(locator + 8));
      if (largeEnd + largeEndBytes > fileBytes) throw new ZipError("its directory is out of place");
      const record = await readFully(handle, largeEnd, largeEndBytes);
      if (record.readUInt32LE(0) !== signatures.largeEnd) throw new ZipError("its end is damaged");
      return {
        offset: Number(record.readBigUInt64LE(48)),
        sizeBytes: Number(record.readBigUInt64LE(40)),
      };
    }
    return { offset: tail.readUInt32LE(at + 16), sizeBytes: tail.readUInt32LE(at + 12) };
  }
  throw new ZipError("its directory is missing");
}

function readRecords(directory: Buffer): readonly ZipEntry[] {
  const entries: ZipEntry[] = [];
  for (let at = 0; at + recordBytes <= directory.length; ) {
    if (directory.readUInt32LE(at) !== signatures.record) break;
    const nameBytes = directory.readUInt16LE(at + 28);
    const extraBytes = directory.readUInt16LE(at + 30);
    const nameEnd = at + recordBytes + nameBytes;
    const next = nameEnd + extraBytes + directory.readUInt16LE(at + 32);
    if (next > directory.length) throw new ZipError("its directory is damaged");
    const extra = new ExtraNumbers(directory.subarray(nameEnd, nameEnd + extraBytes));
    const unpacked = extra.orOwn(directory.readUInt32LE(at + 24));
    const packed = extra.orOwn(directory.readUInt32LE(at + 20));
    const headerOffset = extra.orOwn(directory.readUInt32LE(at + 42));
    const isEncrypted = (directory.readUInt16LE(at + 8) & 1) !== 0;
    entries.push({
      name: directory.toString("utf8", at + recordBytes, nameEnd),
      sizeBytes: unpacked,
      isStored: directory.readUInt16LE(at + 10) === 0 && packed === unpacked && !isEncrypted,
      headerOffset,
    });
    at = next;
  }
  return entries;
}

/** Numbers of eight bytes, in the order in which a record lacks room for them. */
class ExtraNumbers {
  readonly #numbers: Buffer;
  #position = 0;

  constructor(extra: Buffer) {
    this.#numbers = largeNumbers(extra);
  }

  orOwn(own: number): number {
    if (own !== elsewhere) return own;
    const value = Number(this.#numbers.readBigUInt64LE(this.#position));
    this.#position += 8;
    if (!Number.isSafeInteger(value)) throw new ZipError("its directory is damaged");
    return value;
  }
}

function largeNumbers(extra: Buffer): Buffer {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2))
    if (extra.readUInt16LE(at) === largeField)
      return extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
  return Buffer.alloc(0);
}
