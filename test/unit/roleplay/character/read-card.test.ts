import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UserError } from "../../../../src/lib/errors.ts";
import { isPictureAlone, readCard } from "../../../../src/roleplay/character/read-card.ts";
import { inEnglish } from "../../../../src/roleplay/remarks.ts";
import {
  cardChunk,
  compressedChunk,
  internationalChunk,
  jsonFile,
  pngFile,
  textChunk,
  v2Card,
  v3Card,
} from "../../../support/card-files.ts";

const rosie = v3Card({ name: "Rosie 🏮 Eichenherz-Łódź" });
const base64 = Buffer.from(jsonFile(rosie)).toString("base64");

describe("a card is found in", () => {
  test.each([
    ["a JSON file", jsonFile(rosie)],
    ["a JSON file with a byte order mark", jsonFile(`\uFEFF  ${JSON.stringify(rosie)}\n`)],
    ["a PNG's ccv3", pngFile(cardChunk("ccv3", rosie))],
    ["a PNG's chara", pngFile(cardChunk("chara", rosie))],
    ["a PNG's Chara", pngFile(cardChunk("Chara", rosie))],
    ["a PNG with other texts", pngFile(textChunk("Software", "x"), cardChunk("ccv3", rosie))],
    ["a compressed text", pngFile(compressedChunk("chara", Buffer.from(base64)))],
    ["an international text", pngFile(internationalChunk("chara", base64, false))],
    ["a compressed international text", pngFile(internationalChunk("ccv3", base64, true))],
    ["JSON without base64", pngFile(internationalChunk("chara", JSON.stringify(rosie), false))],
    ["base64 with line breaks", pngFile(textChunk("chara", base64.replace(/.{60}/g, "$&\r\n")))],
    [
      "base64 for URLs",
      pngFile(textChunk("chara", base64.replaceAll("+", "-").replaceAll("/", "_"))),
    ],
    ["a PNG that is cut off after the card", pngFile(cardChunk("ccv3", rosie)).subarray(0, -9)],
  ])("%s", (_, bytes) => {
    const { card, warnings } = readCard(bytes, "rosie.v2.png");
    expect(card).toMatchObject({ id: "rosie.v2", name: "Rosie 🏮 Eichenherz-Łódź" });
    expect(warnings).toEqual([]);
  });
});

describe("of several copies in one picture", () => {
  const book = { character_book: { entries: [] } };

  test("version 3 is preferred, wherever it stands", () => {
    const bytes = pngFile(
      cardChunk("chara", v2Card({ name: "Old" })),
      cardChunk("ccv3", v3Card({ name: "New" })),
    );
    expect(readCard(bytes, "r.png").card.name).toBe("New");
  });

  test("the one with the lorebook is preferred among equals", () => {
    const bytes = pngFile(
      cardChunk("chara", v2Card({ name: "A" })),
      cardChunk("chara", v2Card({ name: "B", ...book })),
    );
    expect(readCard(bytes, "r.png").card.name).toBe("B");
  });

  test("a broken one is passed over with a warning", () => {
    const bytes = pngFile(
      cardChunk("ccv3", v3Card({ first_mes: {} })),
      cardChunk("chara", v2Card({ name: "Whole" })),
    );
    const { card, warnings } = readCard(bytes, "r.png");
    expect(card.name).toBe("Whole");
    expect(warnings.map(inEnglish)).toEqual([
      expect.stringContaining("r.png: data.first_mes: expected text"),
    ]);
  });

  test("the preferred one is reported when all are broken", () => {
    const bytes = pngFile(cardChunk("chara", {}), cardChunk("ccv3", v3Card({ first_mes: {} })));
    expect(() => readCard(bytes, "r.png")).toThrow(
      "r.png: data.first_mes: expected text, found an object",
    );
  });
});

test("a refusal is one line, whatever stands in the file", () => {
  const error = refusal(jsonFile("\n\u001B[2J\n{\n\n x"));
  expect(error?.message).toMatch(/^\P{Cc}+$/u);
});

describe("a file that can't be read is refused by name, with what to do", () => {
  test.each([
    ["card-not-json", jsonFile("{ nope"), "not valid JSON"],
    ["card-not-json", jsonFile(""), "not valid JSON"],
    ["card-not-text", Uint8Array.of(0xff, 0xfe, 0x7b, 0), "Save the card as UTF-8"],
    ["card-none-in-picture", pngFile(), "r.json"],
    ["card-encrypted", pngFile(textChunk("chara", "rcc||rccv1||AAAA")), "encrypted"],
    ["card-not-json", pngFile(textChunk("chara", "!!!")), "chara: not valid JSON"],
    ["card-broken-picture", pngFile(["zTXt", Buffer.from("chara\0\0nonsense")]), "damaged"],
    ["card-too-large", new Uint8Array(17 * 1024 * 1024), "17 MiB"],
  ])("%s", (code, bytes, hint) => {
    const error = refusal(bytes);
    expect(error?.code).toBe(code);
    expect(error?.message).toMatch(/^r\.png: /);
    expect(error?.message).toContain(hint);
  });

  test("a small text that would inflate to gigabytes", () => {
    const bytes = pngFile(compressedChunk("chara", Buffer.alloc(64 * 1024 * 1024)));
    expect(bytes.length).toBeLessThan(100_000);
    expect(refusal(bytes)?.code).toBe("card-broken-picture");
  });

  test("JSON that is nested a million deep", () => {
    expect(refusal(jsonFile("[".repeat(1_000_000)))).toBeInstanceOf(UserError);
    const closed = `{"name":${"[".repeat(500_000)}${"]".repeat(500_000)}}`;
    expect(refusal(jsonFile(closed))).toBeInstanceOf(UserError);
  });

  test("more copies of a card than anyone needs", () => {
    const bytes = pngFile(...Array.from({ length: 1_000 }, () => cardChunk("chara", {})));
    expect(refusal(bytes)?.code).toBe("card-unknown-format");
  });
});

test("a picture without a card is told from one with a card, broken or not", () => {
  expect(isPictureAlone(pngFile(textChunk("Software", "x")))).toBe(true);
  expect(isPictureAlone(pngFile(cardChunk("chara", rosie)))).toBe(false);
  expect(isPictureAlone(pngFile(textChunk("chara", "!!!")))).toBe(false);
  expect(isPictureAlone(jsonFile(rosie))).toBe(false);
});

describe("whatever a file holds, reading gives a card or a refusal by name", () => {
  const cardLike = fc.record(
    Object.fromEntries(
      [
        "name",
        "first_mes",
        "tags",
        "alternate_greetings",
        "character_book",
        "creator",
        "nickname",
      ].map((field) => [field, fc.oneof(fc.string(), fc.jsonValue())]),
    ),
    { requiredKeys: [] },
  );
  const json = fc.oneof(
    fc.jsonValue(),
    cardLike,
    cardLike.map((data) => ({ spec: "chara_card_v2", data })),
    fc.record({
      spec: fc.jsonValue(),
      spec_version: fc.jsonValue(),
      data: fc.oneof(cardLike, fc.jsonValue()),
    }),
  );
  const keyword = fc.constantFrom("chara", "ccv3", "card", "x", "");
  const chunk = fc.oneof(
    fc.tuple(fc.constantFrom("tEXt", "zTXt", "iTXt", "IDAT"), fc.uint8Array({ maxLength: 200 })),
    fc.tuple(keyword, json).map(([name, value]) => cardChunk(name, value)),
    fc.tuple(keyword, fc.string()).map(([name, value]) => textChunk(name, value)),
  );
  const png = fc.array(chunk, { maxLength: 5 }).map((chunks) => pngFile(...chunks));
  const damaged = fc
    .tuple(png, fc.nat(), fc.integer({ min: 0, max: 255 }))
    .map(([bytes, at, byte]) =>
      Uint8Array.from(bytes).fill(byte, at % bytes.length, (at % bytes.length) + 1),
    );

  test.each([
    ["bytes", fc.uint8Array({ maxLength: 2_000 })],
    ["JSON", json.map(jsonFile)],
    ["PNG", png],
    ["damaged PNG", damaged],
  ])("%s", (_, files) => {
    fc.assert(
      fc.property(files, (bytes) => {
        const error = refusal(bytes);
        expect(error?.message ?? "r.png: ").toMatch(/^r\.png: /);
      }),
    );
  });
});

describe("the characters that ship", () => {
  const files = readdirSync("characters").filter((file) => file.endsWith(".json"));

  test("are five", () => {
    expect(files).toHaveLength(5);
  });

  test.each(files)("%s is read without warnings and has all that a chat needs", (file) => {
    const { card, warnings } = readCard(readFileSync(`characters/${file}`), file);
    expect(warnings).toEqual([]);
    expect(`${card.id}.json`).toBe(file);
    for (const text of [
      card.name,
      card.description,
      card.personality,
      card.scenario,
      card.firstMessage,
    ])
      expect(text).not.toBe("");
    expect(card.alternateGreetings.length).toBeGreaterThan(0);
  });
});

/** The error of a file that is refused; undefined for one that is read. Anything but a `UserError` fails the test. */
function refusal(bytes: Uint8Array): UserError | undefined {
  try {
    readCard(bytes, "r.png");
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
