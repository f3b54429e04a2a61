import { writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { expect, test } from "vitest";
import {
  dataOffset,
  readZipDirectory,
} from "../../../src/models/checkpoint/pytorch/zip-directory.ts";
import { zipOf } from "../../support/checkpoints/write-pytorch.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const inExtra = 0xffffffff;

/** The same archive with its numbers where archives of more than 4 GB have them. */
function withLargeNumbers(archive: Buffer): Buffer {
  const end = archive.length - 22;
  const start = archive.readUInt32LE(end + 16);
  const records: Buffer[] = [];
  for (let at = start; at < end; ) {
    const nameBytes = archive.readUInt16LE(at + 28);
    const record = Buffer.from(archive.subarray(at, at + 46));
    const extra = Buffer.alloc(28);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    // In the order of the format: unpacked size, packed size, offset.
    for (const [index, field] of [24, 20, 42].entries()) {
      extra.writeBigUInt64LE(BigInt(record.readUInt32LE(field)), 4 + 8 * index);
      record.writeUInt32LE(inExtra, field);
    }
    record.writeUInt16LE(extra.length, 30);
    records.push(record, archive.subarray(at + 46, at + 46 + nameBytes), extra);
    at += 46 + nameBytes;
  }
  const directory = Buffer.concat(records);
  const largeEnd = Buffer.alloc(56);
  largeEnd.writeUInt32LE(0x06064b50, 0);
  largeEnd.writeBigUInt64LE(BigInt(directory.length), 40);
  largeEnd.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(start + directory.length), 8);
  const last = Buffer.from(archive.subarray(end));
  last.writeUInt32LE(inExtra, 12);
  last.writeUInt32LE(inExtra, 16);
  return Buffer.concat([archive.subarray(0, start), directory, largeEnd, locator, last]);
}

test("an archive of more than 4 GB is read by the numbers in its extra fields", async () => {
  using folder = temporaryFolder();
  const path = folder.file("large.bin");
  const contents = [Buffer.from("first"), Buffer.from("the second")];
  writeFileSync(
    path,
    withLargeNumbers(zipOf(contents.map((bytes, index) => [`archive/data/${index}`, bytes]))),
  );
  const handle = await open(path, "r");
  try {
    const { size: sizeBytes } = await handle.stat();
    const file = { path, handle, sizeBytes };
    const entries = await readZipDirectory(file);
    const read = await Promise.all(
      entries.map(async (entry) => {
        const buffer = Buffer.alloc(entry.sizeBytes);
        await handle.read(buffer, 0, buffer.length, await dataOffset(file, entry));
        return [entry.name, entry.isStored, buffer.toString()];
      }),
    );
    expect(read).toEqual([
      ["archive/data/0", true, "first"],
      ["archive/data/1", true, "the second"],
    ]);
  } finally {
    await handle.close();
  }
});
