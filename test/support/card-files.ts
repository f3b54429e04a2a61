import { deflateSync } from "node:zlib";

/** The bytes of a JSON card file. */
export function jsonFile(json: unknown): Uint8Array {
  return Buffer.from(typeof json === "string" ? json : JSON.stringify(json));
}

/** A V3 card with these fields, a name among them. */
export function v3Card(fields: object = {}): object {
  return {
    spec: "chara_card_v3",
    spec_version: "3.0",
    data: { name: "Rosie Oakhart", first_mes: "Come in, {{user}}.", ...fields },
  };
}

/** A V2 card with these fields, a name among them. */
export function v2Card(fields: object = {}): object {
  return {
    spec: "chara_card_v2",
    spec_version: "2.0",
    data: { name: "Rosie Oakhart", first_mes: "Come in, {{user}}.", ...fields },
  };
}

/** A PNG's bytes from its chunks; each is a type and its data. */
export function pngFile(
  ...chunks: readonly (readonly [type: string, data: Uint8Array])[]
): Uint8Array {
  const all = [["IHDR", oneGreyPixel] as const, ...chunks, ["IEND", new Uint8Array()] as const];
  return Buffer.concat([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    ...all.map(([type, data]) => chunk(type, data)),
  ]);
}

/** A `tEXt` chunk with a card in base64. */
export function cardChunk(keyword: string, json: unknown): readonly [string, Uint8Array] {
  return textChunk(keyword, Buffer.from(jsonFile(json)).toString("base64"));
}

export function textChunk(keyword: string, text: string): readonly [string, Uint8Array] {
  return ["tEXt", Buffer.from(`${keyword}\0${text}`, "latin1")];
}

/** A compressed `zTXt` chunk. */
export function compressedChunk(keyword: string, text: Uint8Array): readonly [string, Uint8Array] {
  return ["zTXt", Buffer.concat([Buffer.from(`${keyword}\0\0`, "latin1"), deflateSync(text)])];
}

/** An `iTXt` chunk, which is UTF-8. */
export function internationalChunk(
  keyword: string,
  text: string,
  compressed: boolean,
): readonly [string, Uint8Array] {
  const bytes = Buffer.from(text);
  return [
    "iTXt",
    Buffer.concat([
      Buffer.from(`${keyword}\0${compressed ? "\u0001" : "\0"}\0en\0card\0`, "latin1"),
      compressed ? deflateSync(bytes) : bytes,
    ]),
  ];
}

const oneGreyPixel = Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0);

function chunk(type: string, data: Uint8Array): Uint8Array {
  const framed = Buffer.alloc(data.length + 12);
  framed.writeUInt32BE(data.length, 0);
  framed.write(type, 4, "latin1");
  framed.set(data, 8);
  // The checksum stays zero: readers of cards must not look at it.
  return framed;
}

/** The bytes of a zip archive, as simple as can be: stored files, and whatever is wrong about them. */
export function zipFile(
  files: readonly {
    readonly path: string;
    readonly data: Uint8Array;
    /** 0 stored, 8 deflated. */
    readonly method?: number;
    readonly flags?: number;
  }[],
  before: Uint8Array = new Uint8Array(),
): Uint8Array {
  const parts: Uint8Array[] = [before];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { path, data, method = 0, flags = 0 } of files) {
    const name = Buffer.from(path);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(flags, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(data.length, 14);
    // The inflated size is a lie, which readers must not believe.
    fields.writeUInt32LE(1, 18);
    fields.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\u0001\u0002\0\0"), fields, place, name);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), fields, name, data]);
    parts.push(local);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(listing.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, listing, Buffer.from("PK\u0005\u0006"), end]);
}

/** A CHARX file with this card and these files. */
export function charxFile(
  json: unknown,
  files: readonly { readonly path: string; readonly data: Uint8Array }[] = [],
): Uint8Array {
  return zipFile([{ path: "card.json", data: jsonFile(json) }, ...files]);
}

/** EXIF data with this `UserComment`, its eight bytes of coding first. */
export function exifData(comment: Uint8Array, order: "II" | "MM" = "II"): Uint8Array {
  const exif = Buffer.alloc(44);
  const u16 = (value: number, at: number) =>
    order === "II" ? exif.writeUInt16LE(value, at) : exif.writeUInt16BE(value, at);
  const u32 = (value: number, at: number) =>
    order === "II" ? exif.writeUInt32LE(value, at) : exif.writeUInt32BE(value, at);
  exif.write(order, 0, "latin1");
  u16(42, 2);
  u32(8, 4);
  // The first directory has one entry: where the second one is.
  u16(1, 8);
  u16(0x8769, 10);
  u16(4, 12);
  u32(1, 14);
  u32(26, 18);
  u16(1, 26);
  u16(0x9286, 28);
  u16(7, 30);
  u32(comment.length, 32);
  u32(44, 36);
  return Buffer.concat([exif, comment]);
}

/** A `UserComment` as its coding and its text. */
export function asciiComment(text: string): Uint8Array {
  return Buffer.concat([Buffer.from("ASCII\0\0\0"), Buffer.from(text)]);
}

/** XMP data with these properties of a picture, as XML. */
export function xmpData(properties: { attributes?: string; elements?: string }): Uint8Array {
  const { attributes = "", elements = "" } = properties;
  return Buffer.from(
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description rdf:about="" ${attributes}>${elements}</rdf:Description></rdf:RDF></x:xmpmeta>`,
  );
}

/** The bytes of a WebP file with this EXIF and XMP data and no picture. */
export function webpFile(exif?: Uint8Array, xmp?: Uint8Array): Uint8Array {
  const chunk = (type: string, data: Uint8Array) => {
    const head = Buffer.alloc(8);
    head.write(type, "latin1");
    head.writeUInt32LE(data.length, 4);
    return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
  };
  const chunks = [
    chunk("VP8X", Buffer.alloc(11)),
    ...(exif ? [chunk("EXIF", exif)] : []),
    ...(xmp ? [chunk("XMP ", xmp)] : []),
  ];
  return chunk("RIFF", Buffer.concat([Buffer.from("WEBP"), ...chunks]));
}

/** The bytes of a JPEG file with this EXIF and XMP data and no picture. */
export function jpegFile(exif?: Uint8Array, xmp?: Uint8Array): Uint8Array {
  const segment = (marker: number, data: Uint8Array) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(data.length + 2, 2);
    return Buffer.concat([head, data]);
  };
  const marked = (mark: string, data: Uint8Array) =>
    segment(0xe1, Buffer.concat([Buffer.from(mark), data]));
  const segments = [
    ...(exif ? [marked("Exif\0\0", exif)] : []),
    ...(xmp ? [marked("http://ns.adobe.com/xap/1.0/\0", xmp)] : []),
  ];
  return Buffer.concat([
    Uint8Array.of(0xff, 0xd8),
    segment(0xe0, Buffer.from("JFIF\0")),
    ...segments,
    Uint8Array.of(0xff, 0xda, 0, 2, 0xff, 0xd9),
  ]);
}
