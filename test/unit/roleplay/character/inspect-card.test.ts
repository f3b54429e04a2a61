import { describe, expect, test } from "vitest";
import {
  embeddedPicturesBytes,
  withoutEmbeddedPictures,
} from "../../../../src/roleplay/character/embedded-pictures.ts";
import { inspectCard } from "../../../../src/roleplay/character/inspect-card.ts";
import { cardChunk, charxFile, jsonFile, pngFile, v2Card } from "../../../support/card-files.ts";

const picture = `![](data:image/png;base64,${"A".repeat(3_000)})`;

test("an inspection tells what a file is and holds the card as version 3", () => {
  expect(inspectCard(pngFile(cardChunk("chara", v2Card({ tags: "cosy" }))), "r.png")).toEqual({
    file: "r.png",
    container: "png",
    generation: "v2",
    card: {
      spec: "chara_card_v3",
      spec_version: "3.0",
      data: {
        name: "Rosie Oakhart",
        description: "",
        personality: "",
        scenario: "",
        first_mes: "Come in, {{user}}.",
        mes_example: "",
        creator_notes: "",
        system_prompt: "",
        post_history_instructions: "",
        alternate_greetings: [],
        tags: ["cosy"],
        creator: "",
        character_version: "",
        extensions: {},
        group_only_greetings: [],
      },
    },
    files: [],
    warnings: [expect.stringMatching(/^r\.png: data\.tags: /)],
  });
});

test("the files inside are listed with their sizes", () => {
  const bytes = charxFile(v2Card(), [{ path: "a/b.bin", data: new Uint8Array(5) }]);
  expect(inspectCard(bytes, "r.charx")).toMatchObject({
    container: "charx",
    files: [{ path: "a/b.bin", sizeBytes: 5 }],
  });
});

describe("a warning tells of", () => {
  test.each([
    [
      "what is odd in the lorebook",
      { character_book: { entries: [7] } },
      "r.json: character_book: entry 1",
    ],
    [
      "a lorebook that can't be read",
      { character_book: { entries: 7 } },
      "r.json: character_book: ",
    ],
    [
      "a picture in the description",
      { description: picture },
      "r.json: description: holds pictures as text, 3 KiB",
    ],
    ["a picture in the notes", { creator_notes: picture }, "r.json: creator_notes: holds pictures"],
  ])("%s", (_, fields, warning) => {
    expect(inspectCard(jsonFile(v2Card(fields)), "r.json").warnings).toEqual([
      expect.stringContaining(warning),
    ]);
  });
});

describe("a picture that is written out in a text", () => {
  test.each([
    [`a ${picture} b`, "a  b"],
    ['a <img alt="x" src="data:image/png;base64,AAAA" width=3> b', "a  b"],
    ["![map](https://pictures.example/map.png)", "![map](https://pictures.example/map.png)"],
    ["data: all of it", "data: all of it"],
  ])("%#: is taken out, and nothing else is", (text, without) => {
    expect(withoutEmbeddedPictures(text)).toBe(without);
  });

  test.each(["![](data:a", "<img src=data:", "<img ", "![", "![](  "])(
    "many characters of %j take no more than a moment",
    (piece) => {
      const text = piece.repeat(200_000 / piece.length);
      expect(embeddedPicturesBytes(text)).toBe(0);
    },
  );
});
