import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { cardPicture } from "../../../../src/roleplay/character/card-picture.ts";
import { embeddedFiles } from "../../../../src/roleplay/character/embedded-files.ts";
import { parseCard } from "../../../../src/roleplay/character/parse-card.ts";
import { pngTexts } from "../../../../src/roleplay/character/png-chunks.ts";
import { readCard } from "../../../../src/roleplay/character/read-card.ts";
import { cardFormats, writeCard } from "../../../../src/roleplay/character/write-card.ts";
import {
  cardChunk,
  jpegFile,
  pngFile,
  textChunk,
  v2Card,
  v3Card,
} from "../../../support/card-files.ts";

const fileNames = { v2: "rosie.json", v3: "rosie.json", png: "rosie.png", charx: "rosie.charx" };

const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("a\r\nb", "{{user}}", "<START>"),
);
const word = fc.string({ minLength: 1, maxLength: 8 });
const book = fc.record(
  {
    entries: fc.array(
      fc.record(
        {
          keys: fc.array(text, { maxLength: 3 }),
          content: fc.oneof(
            text,
            text.map((rest) => `@@depth 4\n@@@role user\n${rest}`),
          ),
          enabled: fc.boolean(),
          insertion_order: fc.integer(),
          extensions: fc.dictionary(word, fc.jsonValue()),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 3 },
    ),
    name: text,
    extensions: fc.dictionary(word, fc.jsonValue()),
    unheard_of: fc.jsonValue(),
  },
  { requiredKeys: ["entries"] },
);
const asset = fc.record({
  type: fc.constantFrom("icon", "background", "x_own"),
  uri: fc.constantFrom("ccdefault:", "embeded://a/b.png", "https://pictures.example/x", "data:,x"),
  name: word,
  ext: fc.constantFrom("png", "WEBP", ""),
  unheard_of: fc.jsonValue(),
});
const known = fc.record(
  {
    name: word.filter((name) => /\w/.test(name)),
    nickname: text,
    description: text,
    personality: text,
    scenario: text,
    first_mes: text,
    mes_example: text,
    system_prompt: text,
    post_history_instructions: text,
    creator_notes: text,
    creator: text,
    character_version: text,
    creator_notes_multilingual: fc.dictionary(fc.constantFrom("de", "en", "ja"), text),
    alternate_greetings: fc.array(text, { maxLength: 3 }),
    group_only_greetings: fc.array(text, { maxLength: 3 }),
    tags: fc.array(text, { maxLength: 3 }),
    source: fc.array(word, { maxLength: 3 }),
    creation_date: fc.nat(),
    modification_date: fc.oneof(fc.nat(), fc.constant(1_700_000_000_123)),
    assets: fc.array(asset, { maxLength: 3 }),
    character_book: book,
    extensions: fc.dictionary(word, fc.jsonValue()),
  },
  { requiredKeys: ["name"] },
);
/** Names that no specification knows. */
const foreign = fc.dictionary(
  fc.oneof(
    word.map((name) => `x-${name}`),
    fc.constantFrom("talkativeness", "__proto__", "toString"),
  ),
  fc.jsonValue(),
  { maxKeys: 4 },
);
const cards = fc
  .record({
    known,
    inside: foreign,
    beside: foreign,
    spec: fc.constantFrom("chara_card_v2", "chara_card_v3"),
  })
  .map(({ known: fields, inside, beside, spec }) => ({
    ...beside,
    spec,
    spec_version: spec.at(-1) === "2" ? "2.0" : "3.0",
    data: { ...fields, ...inside },
    inside,
    beside,
  }))
  // What stands in a file: -0, for one, is the same as 0 there.
  .map((json): typeof json => JSON.parse(JSON.stringify(json)))
  .map(({ inside, beside, ...json }) => ({ json, inside, beside }));

describe("nothing is lost when a card is written and read again", () => {
  test.each(cardFormats)("as %s", (format) => {
    fc.assert(
      fc.property(cards, ({ json }) => {
        const { card } = parseCard(json, "rosie", "rosie.json");
        const again = readCard(writeCard(card, format), fileNames[format]);
        expect(again.card).toEqual(card);
        expect(again.warnings).toEqual([]);
      }),
    );
  });

  test("what no specification knows means the same afterwards, wherever it stood", () => {
    fc.assert(
      fc.property(
        cards,
        fc.constantFrom("v2" as const, "v3" as const),
        ({ json, inside, beside }, format) => {
          const { card } = parseCard(json, "rosie", "rosie.json");
          const written: unknown = JSON.parse(Buffer.from(writeCard(card, format)).toString());
          expect(written).toMatchObject({ ...beside, data: inside });
          expect(card.extensions).toEqual(json.data.extensions ?? {});
          expect(written).toMatchObject({ data: bookOf(json.data) });
        },
      ),
    );
  });

  test("through all formats in a row", () => {
    fc.assert(
      fc.property(cards, ({ json }) => {
        const { card } = parseCard(json, "rosie", "rosie.json");
        const last = cardFormats.reduce(
          (each, format) => readCard(writeCard(each, format), fileNames[format]).card,
          card,
        );
        expect(last).toEqual(card);
      }),
    );
  });
});

describe("a PNG card", () => {
  const { card } = readCard(pngFile(cardChunk("chara", v2Card({ nickname: "Ro" }))), "rosie.png");

  test("carries the card as version 2 and as version 3, and loses all older copies", () => {
    const old = pngFile(
      cardChunk("chara", v2Card({ name: "Old" })),
      cardChunk("Chara", v2Card({ name: "Old" })),
      cardChunk("ccv3", v3Card({ name: "Old" })),
      textChunk("chara-ext-asset_:0", "AAAA"),
      textChunk("Software", "painter"),
    );
    const written = writeCard(card, "png", { picture: old });
    expect([...pngTexts(written)].map(({ keyword }) => keyword)).toEqual([
      "Software",
      "chara",
      "ccv3",
    ]);
    expect(copyOf(written, "chara")).toMatchObject({
      spec: "chara_card_v2",
      data: { name: "Rosie Oakhart" },
    });
    expect(copyOf(written, "ccv3")).toMatchObject({
      spec: "chara_card_v3",
      data: { nickname: "Ro" },
    });
  });

  test("keeps every pixel, also of an animation that our decoder doesn't know", async () => {
    const picture = await sharp({
      create: { width: 9, height: 7, channels: 3, background: "#123456" },
    })
      .png()
      .toBuffer();
    const end = picture.length - 12;
    const animated = Buffer.concat([picture.subarray(0, end), frame, picture.subarray(end)]);
    const written = Buffer.from(writeCard(card, "png", { picture: animated }));
    expect(written.subarray(0, end + frame.length)).toEqual(
      animated.subarray(0, end + frame.length),
    );
    expect(await sharp(written).raw().toBuffer()).toEqual(await sharp(picture).raw().toBuffer());
  });

  test("has right checksums, so that strict readers take it", async () => {
    const written = writeCard(card, "png");
    await expect(sharp(written, { failOn: "warning" }).stats()).resolves.toBeDefined();
    expect(await sharp(written).metadata()).toMatchObject({
      format: "png",
      width: 400,
      height: 600,
    });
  });

  test("tells readers of version 2 what they miss, and takes that back when it is read", () => {
    const written = writeCard(card, "png");
    expect(copyOf(written, "chara")).toMatchObject({
      data: { creator_notes: expect.stringContaining("version 3") },
    });
    const backfill = pngFile(cardChunk("chara", copyOf(written, "chara")));
    expect(readCard(backfill, "rosie.png").card).toEqual(card);
    const plain = writeCard({ ...card, nickname: "" }, "png");
    expect(copyOf(plain, "chara")).toMatchObject({ data: { creator_notes: "" } });
  });

  test("has no decorators in the lorebook of its version 2 copy", () => {
    const entries = [{ content: "@@depth 4\n@@@role user\nA tavern." }, { content: "A @@street." }];
    const withBook = { ...card, characterBook: { entries } };
    const written = writeCard(withBook, "png");
    expect(copyOf(written, "chara")).toMatchObject({
      data: { character_book: { entries: [{ content: "A tavern." }, { content: "A @@street." }] } },
    });
    expect(readCard(written, "rosie.png").card.characterBook).toEqual({ entries });
  });

  test.each([
    ["a JPEG", jpegFile()],
    ["a PNG that is cut off", pngFile().subarray(0, -5)],
  ])("is not made of %s", (_, picture) => {
    expect(() => writeCard(card, "png", { picture })).toThrow(
      expect.objectContaining({ name: "UserError", code: "card-broken-picture" }),
    );
  });
});

describe("the files of a card", () => {
  const files = new Map([
    ["assets/icon/images/main.png", pngFile()],
    ["assets/x/日本.bin", Uint8Array.of(1, 2, 3)],
  ]);
  const icon = {
    type: "icon",
    uri: "embeded://assets/icon/images/main.png",
    name: "main",
    ext: "png",
  };
  const { card } = parseCard(v3Card({ assets: [icon] }), "rosie", "rosie.json");

  test.each(["png", "charx"] as const)("go along into %s", (format) => {
    const written = writeCard(card, format, { files });
    expect(readCard(written, fileNames[format]).card).toEqual(card);
    expect(asNumbers(embeddedFiles(written, fileNames[format]))).toEqual(asNumbers(files));
  });

  test("of a PNG find places in an archive that are safe, and their assets follow", () => {
    const assets = [
      { ...icon, uri: "__asset:0" },
      { ...icon, name: "b", uri: "embeded://../evil" },
    ];
    const hostile = new Map([
      ["0", pngFile()],
      ["../evil", Uint8Array.of(1)],
      ["card.json", Uint8Array.of(2)],
      ["assets/other/other/0", Uint8Array.of(3)],
    ]);
    const written = writeCard({ ...card, assets }, "charx", { files: hostile });
    const again = readCard(written, "rosie.charx").card;
    const found = embeddedFiles(written, "rosie.charx");
    expect([...found.values()].map((bytes) => [...bytes])).toEqual(
      [...hostile.values()].map((bytes) => [...bytes]),
    );
    expect(again.assets?.map(({ uri }) => found.get(uri.replace("embeded://", "")))).toEqual([
      Buffer.from(pngFile()),
      Buffer.from([1]),
    ]);
  });

  test("get the picture for company where the card has none of its own", () => {
    const picture = pngFile();
    for (const assets of [undefined, [{ ...icon, uri: "ccdefault:" }]]) {
      const written = writeCard({ ...card, assets }, "charx", { picture });
      expect(cardPicture(written, "rosie.charx")).toEqual(picture);
      expect(readCard(written, "rosie.charx").card.assets).toEqual([icon]);
    }
    const elsewhere = { ...icon, uri: "https://pictures.example/r.png" };
    const written = writeCard({ ...card, assets: [elsewhere] }, "charx", { picture });
    expect(readCard(written, "rosie.charx").card.assets).toEqual([
      elsewhere,
      { ...icon, name: "picture" },
    ]);
    expect(cardPicture(written, "rosie.charx")).toEqual(picture);
  });
});

test("the dates follow the export, and the creation stays", () => {
  const { card } = parseCard(v3Card({ creation_date: 5 }), "rosie", "rosie.json");
  const dated = (character: typeof card) =>
    readCard(writeCard(character, "v3", { modifiedAt: 1_700_000_000 }), "rosie.json").card;
  expect(dated(card)).toMatchObject({ creationDate: 5, modificationDate: 1_700_000_000 });
  expect(dated({ ...card, creationDate: undefined }).creationDate).toBe(1_700_000_000);
});

test("the same card makes the same bytes", () => {
  const { card } = parseCard(v3Card(), "rosie", "rosie.json");
  for (const format of cardFormats)
    expect(writeCard(card, format)).toEqual(writeCard(card, format));
});

/** A frame of an animated PNG, its data beside the point. */
const frame = pngFile(["fdAT", Uint8Array.of(0, 0, 0, 1, 7)]).subarray(8 + 25, -12);

function asNumbers(files: ReadonlyMap<string, Uint8Array>) {
  return [...files].map(([path, bytes]) => [path, [...bytes]]);
}

function copyOf(png: Uint8Array, keyword: string): unknown {
  const found = [...pngTexts(png)].find((each) => each.keyword === keyword)?.read();
  return JSON.parse(Buffer.from(found?.toString("latin1") ?? "", "base64").toString());
}

/** The lorebook of a card, where it has one. */
function bookOf({ character_book: book }: { readonly character_book?: object }): object {
  return book === undefined ? {} : { character_book: book };
}
