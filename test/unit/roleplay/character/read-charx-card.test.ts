import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { cardPicture } from "../../../../src/roleplay/character/card-picture.ts";
import { embeddedFiles } from "../../../../src/roleplay/character/embedded-files.ts";
import { readCard } from "../../../../src/roleplay/character/read-card.ts";
import {
  charxFile,
  jpegFile,
  jsonFile,
  pngFile,
  v3Card,
  zipFile,
} from "../../../support/card-files.ts";

const icon = {
  type: "icon",
  uri: "embeded://assets/icon/images/main.png",
  name: "main",
  ext: "png",
};
const picture = { path: "assets/icon/images/main.png", data: pngFile() };
const mebibyte = 1024 * 1024;

describe("a card is found in", () => {
  const card = { path: "card.json", data: jsonFile(v3Card()) };
  const packed = { path: "card.json", data: deflateRawSync(jsonFile(v3Card())), method: 8 };
  test.each([
    ["an archive", zipFile([card])],
    ["a deflated archive", zipFile([packed])],
    [
      "an archive with more in it",
      zipFile([{ path: "assets/", data: new Uint8Array() }, picture, card]),
    ],
    ["an archive behind a JPEG", zipFile([card], jpegFile())],
  ])("%s", (_, bytes) => {
    expect(readCard(bytes, "rosie.charx")).toMatchObject({
      card: { id: "rosie", name: "Rosie Oakhart" },
      generation: "v3",
      warnings: [],
    });
  });
});

test("the files of an archive are found by their paths, whichever slash is used", () => {
  const bytes = charxFile(v3Card(), [picture, { path: "assets\\x\\a.bin", data: jsonFile("x") }]);
  expect([...embeddedFiles(bytes, "r.charx").keys()]).toEqual([picture.path, "assets/x/a.bin"]);
});

describe("the picture of a character is", () => {
  const data = `data:image/png;base64,${Buffer.from(picture.data).toString("base64")}`;
  test.each([
    ["the icon called main", [{ ...icon, name: "other", uri: "embeded://x" }, icon]],
    ["the icon, when none is called main", [{ ...icon, name: "other" }]],
    [
      "the first icon that is there",
      [
        { ...icon, uri: "https://pictures.example/r.png" },
        { ...icon, name: "b" },
      ],
    ],
    ["found under the other spelling", [{ ...icon, uri: icon.uri.replace("embeded", "embedded") }]],
    ["in the card itself", [{ ...icon, uri: data }]],
  ])("%s", (_, assets) => {
    const bytes = charxFile(v3Card({ assets }), [picture]);
    expect(cardPicture(bytes, "r.charx")).toEqual(picture.data);
  });

  test.each([
    ["no picture", [{ ...picture, data: jsonFile("no picture") }], [icon]],
    ["missing", [], [icon]],
    [
      "an address elsewhere, which is never fetched",
      [picture],
      [{ ...icon, uri: "https://x.example" }],
    ],
  ])("none when the icon is %s", (_, files, assets) => {
    expect(cardPicture(charxFile(v3Card({ assets }), files), "r.charx")).toBeUndefined();
  });

  test("the picture before the archive when there is no icon", () => {
    const bytes = zipFile([{ path: "card.json", data: jsonFile(v3Card()) }], jpegFile());
    expect(cardPicture(bytes, "r.jpg")).toEqual(bytes);
  });
});

describe("an archive that can't be trusted is refused by name", () => {
  const card = { path: "card.json", data: jsonFile(v3Card()) };
  const bomb = { data: deflateRawSync(Buffer.alloc(17 * mebibyte)), method: 8 };
  test.each([
    ["card-unsafe-path", zipFile([card, { ...picture, path: "../evil.png" }])],
    ["card-unsafe-path", zipFile([card, { ...picture, path: "a/../../evil.png" }])],
    ["card-unsafe-path", zipFile([card, { ...picture, path: "/etc/passwd" }])],
    ["card-unsafe-path", zipFile([card, { ...picture, path: "C:/evil.png" }])],
    ["card-unsafe-path", zipFile([card, { ...picture, path: "..\\evil.png" }])],
    ["card-unsafe-path", zipFile([card, { ...picture, path: "a/\u0007b" }])],
    ["card-unsafe-path", zipFile([card, { ...picture, path: "a".repeat(600) }])],
    ["card-broken-archive", zipFile([card, card])],
    ["card-broken-archive", zipFile([{ ...card, method: 8 }])],
    ["card-broken-archive", zipFile([{ ...card, method: 14 }])],
    ["card-broken-archive", zipFile([card]).subarray(0, 60)],
    ["card-encrypted", zipFile([{ ...card, flags: 1 }])],
    ["card-unknown-format", zipFile([picture])],
    ["card-too-large", zipFile([{ ...bomb, path: "card.json" }])],
    [
      "card-too-large",
      zipFile(Array.from({ length: 5_000 }, (_, n) => ({ ...picture, path: `${n}` }))),
    ],
    ["card-not-json", zipFile([{ path: "card.json", data: jsonFile("{") }])],
  ])("%#: %s", (code, bytes) => {
    expect(() => readCard(bytes, "r.charx")).toThrow(
      expect.objectContaining({
        name: "UserError",
        code,
        message: expect.stringMatching(/^r\.charx: /),
      }),
    );
  });

  test("files that would inflate to gigabytes together", () => {
    const data = deflateRawSync(Buffer.alloc(100 * mebibyte));
    const files = ["a/1", "a/2", "a/3"].map((path) => ({ path, data, method: 8 }));
    const bytes = zipFile([card, ...files]);
    expect(bytes.length).toBeLessThan(mebibyte);
    expect(readCard(bytes, "r.charx").card.name).toBe("Rosie Oakhart");
    expect(() => embeddedFiles(bytes, "r.charx")).toThrow("r.charx: a/3: too large");
  });

  test("wherever it is cut off or damaged", () => {
    const whole = charxFile({}, [picture]);
    for (let at = 0; at < whole.length; at += 1) {
      const damaged = Uint8Array.from(whole).fill(0xff, at, at + 1);
      for (const bytes of [whole.subarray(0, at), damaged])
        expect(() => readCard(bytes, "r.charx")).toThrow(
          expect.objectContaining({ name: "UserError" }),
        );
    }
  });
});
