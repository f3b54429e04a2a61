import { describe, expect, test } from "vitest";
import { isPictureAlone, readCard } from "../../../../src/roleplay/character/read-card.ts";
import {
  asciiComment,
  exifData,
  jpegFile,
  v2Card,
  webpFile,
  xmpData,
} from "../../../support/card-files.ts";

const json = JSON.stringify(v2Card({ name: "Rosie 🏮 Łódź" }));
const wide = Buffer.from(json, "utf16le");

function comment(coding: string, text: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(coding), text]);
}

describe("a card is found in the comment of", () => {
  test.each([
    ["a WebP", webpFile(exifData(asciiComment(json)))],
    ["a WebP in the other byte order", webpFile(exifData(asciiComment(json), "MM"))],
    [
      "a WebP that repeats EXIF's mark",
      webpFile(Buffer.concat([Buffer.from("Exif\0\0"), exifData(asciiComment(json))])),
    ],
    ["a JPEG", jpegFile(exifData(asciiComment(json)))],
    ["UTF-16", jpegFile(exifData(comment("UNICODE\0", wide)))],
    ["UTF-16, big end first", jpegFile(exifData(comment("UNICODE\0", Buffer.from(wide).swap16())))],
    ["UTF-8 that claims to be UTF-16", jpegFile(exifData(comment("UNICODE\0", Buffer.from(json))))],
    ["no coding at all", webpFile(exifData(Buffer.from(json)))],
    ["base64", webpFile(exifData(asciiComment(Buffer.from(json).toString("base64"))))],
    ["a list of bytes", webpFile(exifData(asciiComment([...Buffer.from(json)].join(","))))],
    ["text with zeros at its end", webpFile(exifData(asciiComment(`${json}\0\0`)))],
  ])("%s", (_, bytes) => {
    const { card, generation, warnings } = readCard(bytes, "rosie.webp");
    expect(card.name).toBe("Rosie 🏮 Łódź");
    expect({ generation, warnings }).toEqual({ generation: "v2", warnings: [] });
  });

  const escaped = json.replaceAll('"', "&quot;").replaceAll("🏮", "&#x1f3ee;");
  const list = `<rdf:Alt><rdf:li xml:lang="x-default">${escaped}</rdf:li></rdf:Alt>`;
  test.each([
    ["an attribute", { attributes: `exif:UserComment="${escaped}"` }],
    ["an element", { elements: `<exif:UserComment>${escaped}</exif:UserComment>` }],
    ["a list of languages", { elements: `<exif:UserComment>\n ${list}\n</exif:UserComment>` }],
  ])("XMP, as %s", (_, properties) => {
    const xmp = xmpData(properties);
    const camera = exifData(asciiComment("Screenshot"));
    for (const bytes of [webpFile(undefined, xmp), jpegFile(camera, xmp)])
      expect(readCard(bytes, "rosie.webp").card.name).toBe("Rosie 🏮 Łódź");
  });

  test("JSON as JavaScript writes it", () => {
    const loose = "{name: 'Rosie', \"first_mes\": 'Hi', tags: ['a', 'b',],}";
    const { card } = readCard(webpFile(exifData(asciiComment(loose))), "rosie.webp");
    expect(card).toMatchObject({ name: "Rosie", firstMessage: "Hi", tags: ["a", "b"] });
  });
});

describe("a picture without a card", () => {
  test.each([
    ["WebP", webpFile()],
    ["JPEG", jpegFile()],
    ["JPEG of a camera that leaves a comment", jpegFile(exifData(asciiComment("Screenshot")))],
    ["WebP with XMP", webpFile(undefined, xmpData({ attributes: 'exif:UserComment="Rain"' }))],
    ["WebP with XMP that is broken off", webpFile(undefined, Buffer.from("<exif:UserComment"))],
    ["WebP with an empty comment", webpFile(exifData(asciiComment("   ")))],
  ])("%s is told from one with a card", (_, bytes) => {
    expect(isPictureAlone(bytes)).toBe(true);
    expect(() => readCard(bytes, "r.webp")).toThrow(
      expect.objectContaining({ code: "card-none-in-picture" }),
    );
    expect(isPictureAlone(webpFile(exifData(asciiComment(json))))).toBe(false);
  });
});

test("XMP that begins over and over takes no more than a moment", () => {
  const xmp = Buffer.from("<exif:UserComment ".repeat(200_000));
  expect(isPictureAlone(webpFile(undefined, xmp))).toBe(true);
});

test("EXIF that is cut off anywhere is no card or a refusal, never another error", () => {
  const whole = webpFile(exifData(asciiComment("{}")));
  for (let length = 12; length <= whole.length; length += 1)
    expect(() => readCard(whole.subarray(0, length), "r.webp")).toThrow(
      expect.objectContaining({ name: "UserError" }),
    );
});
