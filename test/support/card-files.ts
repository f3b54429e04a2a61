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
