import { crc32, deflateRawSync } from "node:zlib";

const localSignature = Buffer.from("PK\u0003\u0004");
const directorySignature = Buffer.from("PK\u0001\u0002");
const endSignature = Buffer.from("PK\u0005\u0006");
/** Version 2.0 of the format: what deflated files need. */
const formatVersion = 20;
const utf8Flag = 0x0800;
const deflated = 8;
/** 1 January 1980, the first day that the format knows: the same card makes the same bytes on every day. */
const firstDay = 0x0021;

/** A zip archive of these files, in this order. */
export function writeArchive(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const locals: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [path, bytes] of files) {
    const name = Buffer.from(path);
    const data = deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(formatVersion, 0);
    common.writeUInt16LE(utf8Flag, 2);
    common.writeUInt16LE(deflated, 4);
    common.writeUInt16LE(firstDay, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([localSignature, common, name, data]);
    // Comment, disk and attributes stay zero.
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([directorySignature, uint16(formatVersion), common, place, name]));
    locals.push(local);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.size, 4);
  end.writeUInt16LE(files.size, 6);
  end.writeUInt32LE(listing.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, listing, endSignature, end]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
