import { deflateRawSync, deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { UserError } from "../../../../src/lib/errors.ts";
import { inspectCard } from "../../../../src/roleplay/character/inspect-card.ts";
import { expandMacros } from "../../../../src/roleplay/character/macros.ts";
import { readCard } from "../../../../src/roleplay/character/read-card.ts";
import { cardFormats, writeCard } from "../../../../src/roleplay/character/write-card.ts";
import {
  asciiComment,
  cardChunk,
  charxFile,
  compressedChunk,
  exifData,
  internationalChunk,
  jpegFile,
  jsonFile,
  pngFile,
  textChunk,
  v2Card,
  v3Card,
  webpFile,
  xmpData,
  zipFile,
} from "../../../support/card-files.ts";
import { processorMs } from "../../../support/processor-time.ts";

/** Time for one file, on a busy machine; memory for it beyond what was used before. */
const timeLimitMs = 5_000;
const memoryLimitBytes = 700 * 1024 * 1024;
const mebibyte = 1024 * 1024;

interface HostileFile {
  readonly what: string;
  readonly name: string;
  /** Made when it is its turn: together they would fill the memory. */
  readonly make: () => Uint8Array;
}

const nest = (open: string, close: string, levels: number) =>
  open.repeat(levels) + close.repeat(levels);

/** Values that no field of a card should have. */
const badValues: readonly (readonly [what: string, make: () => unknown])[] = [
  ["null", () => null],
  ["a number", () => 1e308],
  ["a truth value", () => true],
  ["a list", () => [[[]]]],
  ["an object", () => ({ toString: 1, valueOf: null })],
  ["a list of everything", () => [null, 1, "x", {}, [], false]],
  ["a long text", () => "{{char}}".repeat(50_000)],
  ["a text of control characters", () => "\0\u0001\uD800\u202E\r\r\n"],
  ["many items", () => Array.from({ length: 300_000 }, () => 0)],
  ["many keys", () => Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`k${n}`, n]))],
  ["prototype names", () => JSON.parse('{"__proto__":{"x":1},"constructor":{"prototype":{}}}')],
];

const fields = [
  "name",
  "nickname",
  "description",
  "first_mes",
  "alternate_greetings",
  "tags",
  "character_book",
  "extensions",
  "assets",
  "creation_date",
  "creator_notes_multilingual",
];

const badTexts: readonly (readonly [what: string, make: () => string])[] = [
  ["nothing", () => ""],
  ["half of a card", () => JSON.stringify(v2Card()).slice(0, 60)],
  ["two cards", () => JSON.stringify(v2Card()).repeat(2)],
  ["a comment", () => "// card\n{}"],
  ["lists nested deeply", () => `{"name":${nest("[", "]", 100_000)}}`],
  [
    "objects nested deeply",
    () => `{"name":"x","extensions":${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}}`,
  ],
  ["lists that never close", () => "[".repeat(100_000)],
  ["two million lists", () => `{"name":"x","a":[${"[],".repeat(2_000_000)}1]}`],
  ["a hundred thousand equal keys", () => `{"name":"x"${',"a":1'.repeat(100_000)}}`],
  ["numbers without end", () => `{"name":"x","a":${"9".repeat(100_000)}}`],
  ["a card for another program alone", () => "rcc||rccv1||AAAA||AAAA"],
  ["bytes as numbers", () => "123,".repeat(50_000)],
  ["a lorebook", () => '{"spec":"lorebook_v3","data":{"entries":[]}}'],
  ["a card of the future", () => '{"spec":"chara_card_v99","spec_version":"99","data":{}}'],
  [
    "aliases of aliases",
    () =>
      `l0: &l0 [x]\n${Array.from({ length: 9 }, (_, n) => `l${n + 1}: &l${n + 1} [${`*l${n},`.repeat(9)}]`).join("\n")}`,
  ],
  ["anchors in a row", () => "&a ".repeat(20_000)],
  ["keys in a row", () => "a: ".repeat(20_000)],
];

/** Each text in every place that a card's text can have. */
const places: readonly (readonly [
  what: string,
  name: string,
  wrap: (text: string) => Uint8Array,
])[] = [
  ["JSON", "c.json", jsonFile],
  ["YAML", "c.yaml", jsonFile],
  ["a PNG's text", "c.png", (text) => pngFile(internationalChunk("chara", text, false))],
  [
    "a PNG's base64",
    "c.png",
    (text) => pngFile(textChunk("ccv3", Buffer.from(text).toString("base64"))),
  ],
  [
    "a PNG's compressed text",
    "c.png",
    (text) => pngFile(compressedChunk("chara", Buffer.from(text))),
  ],
  ["a WebP's EXIF", "c.webp", (text) => webpFile(exifData(asciiComment(text)))],
  [
    "a WebP's XMP",
    "c.webp",
    (text) =>
      webpFile(undefined, xmpData({ elements: `<exif:UserComment>${text}</exif:UserComment>` })),
  ],
  ["a JPEG's EXIF", "c.jpg", (text) => jpegFile(exifData(asciiComment(text.slice(0, 60_000))))],
  [
    "an archive",
    "c.charx",
    (text) => zipFile([{ path: "card.json", data: deflateRawSync(text), method: 8 }]),
  ],
];

const zeros = (bytes: number) => Buffer.alloc(bytes);
const whole: readonly (readonly [string, () => Uint8Array])[] = [
  ["c.png", () => pngFile(cardChunk("ccv3", v3Card()), cardChunk("chara", v2Card()))],
  ["c.webp", () => webpFile(exifData(asciiComment(JSON.stringify(v2Card()))))],
  ["c.jpg", () => jpegFile(exifData(asciiComment(JSON.stringify(v2Card())), "MM"))],
  ["c.charx", () => charxFile(v3Card(), [{ path: "a/b.png", data: pngFile() }])],
  ["c.json", () => jsonFile(v3Card())],
  ["c.yaml", () => jsonFile("name: Rosie\ncontext: warm\ngreeting: Hi")],
];

const corpus: readonly HostileFile[] = [
  ...fields.flatMap((field) =>
    badValues.map(([what, make]) => ({
      what: `${field} is ${what}`,
      name: "c.json",
      make: () => jsonFile(v3Card({ [field]: make() })),
    })),
  ),
  ...badTexts.flatMap(([what, make]) =>
    places.map(([place, name, wrap]) => ({
      what: `${what} in ${place}`,
      name,
      make: () => wrap(make()),
    })),
  ),
  // Each container, cut off and damaged in places spread over it.
  ...whole.flatMap(([name, make]) =>
    Array.from({ length: 12 }, (_, part) => [
      {
        what: `${name} cut off after ${part}/12`,
        name,
        make: () => make().subarray(0, Math.floor((make().length * part) / 12)),
      },
      {
        what: `${name} with other bytes after ${part}/12`,
        name,
        make: () => {
          const at = Math.floor((make().length * part) / 12);
          return Uint8Array.from(make()).fill(0xff, at, at + 4);
        },
      },
    ]).flat(),
  ),
  ...[
    [
      "zlib that inflates a thousandfold",
      "c.png",
      () =>
        pngFile([
          "zTXt",
          Buffer.concat([Buffer.from("chara\0\0"), deflateSync(zeros(64 * mebibyte))]),
        ]),
    ],
    [
      "thousands of compressed files",
      "c.png",
      () => {
        const one = compressedChunk("chara-ext-asset_:x", zeros(15 * mebibyte));
        return pngFile(cardChunk("ccv3", v3Card()), ...Array.from({ length: 200 }, () => one));
      },
    ],
    [
      "twenty thousand texts",
      "c.png",
      () => pngFile(...Array.from({ length: 20_000 }, () => textChunk("x", ""))),
    ],
    [
      "a chunk longer than the file",
      "c.png",
      () => Buffer.concat([pngFile().subarray(0, 8), Buffer.from([0xff, 0xff, 0xff, 0xff])]),
    ],
    [
      "an archive of an archive of zeros",
      "c.charx",
      () =>
        zipFile([
          {
            path: "card.json",
            data: deflateRawSync(deflateRawSync(zeros(64 * mebibyte))),
            method: 8,
          },
        ]),
    ],
    [
      "an inflating card",
      "c.charx",
      () => zipFile([{ path: "card.json", data: deflateRawSync(zeros(64 * mebibyte)), method: 8 }]),
    ],
    [
      "files that share their bytes",
      "c.charx",
      () => {
        const data = deflateRawSync(zeros(60 * mebibyte));
        return charxFile(
          v3Card(),
          Array.from({ length: 20 }, (_, n) => ({ path: `a/${n}`, data, method: 8 })),
        );
      },
    ],
    [
      "a path out of the folder",
      "c.charx",
      () => charxFile(v3Card(), [{ path: "../../x", data: pngFile() }]),
    ],
    [
      "a path to a device",
      "c.charx",
      () => charxFile(v3Card(), [{ path: "//server/share", data: pngFile() }]),
    ],
    [
      "65,535 files",
      "c.charx",
      () =>
        charxFile(
          v3Card(),
          Array.from({ length: 65_534 }, (_, n) => ({ path: `${n}`, data: new Uint8Array() })),
        ),
    ],
    [
      "directories of EXIF without end",
      "c.webp",
      () => webpFile(Buffer.concat([exifData(new Uint8Array()), zeros(mebibyte).fill(0x92)])),
    ],
    ["thousands of empty parts", "c.webp", () => Buffer.concat([webpFile(), zeros(8 * mebibyte)])],
    ["more bytes than a card may have", "c.json", () => zeros(65 * mebibyte)],
    [
      "a picture in a picture's words",
      "c.json",
      () => jsonFile(v3Card({ description: "![](data:x".repeat(100_000) })),
    ],
    [
      "unclosed macros",
      "c.json",
      () => jsonFile(v3Card({ description: "{{random::".repeat(100_000) })),
    ],
  ].map(([what, name, make]) => ({ what, name, make }) as HostileFile),
];

test("the corpus has hundreds of files", () => {
  expect(corpus.length).toBeGreaterThan(300);
});

describe("a hostile file ends in a card or in a refusal by name, in bounded time and memory", () => {
  test.each(corpus.map((file) => [file.what, file] as const))("%s", (_, { name, make }) => {
    const bytes = make();
    const before = process.memoryUsage.rss();
    const began = processorMs();
    const refusal = use(bytes, name);
    expect(processorMs() - began).toBeLessThan(timeLimitMs);
    expect(process.memoryUsage.rss() - before).toBeLessThan(memoryLimitBytes);
    const message = refusal?.message ?? `${name}: a card`;
    expect(message.startsWith(`${name}: `)).toBe(true);
    expect(message.length).toBeLessThan(400);
  });
});

test("no card has changed what all objects have", () => {
  expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
});

/** All that is done with a card that somebody brings along. Anything but a `UserError` fails the test. */
function use(bytes: Uint8Array, name: string): UserError | undefined {
  try {
    inspectCard(bytes, name);
    const { card } = readCard(bytes, name);
    expandMacros(card.description, { char: card.name, user: "Ada" });
    for (const format of cardFormats) writeCard(card, format);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
