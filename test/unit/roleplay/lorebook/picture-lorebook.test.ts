import { expect, test } from "vitest";
import { pngChunk } from "../../../../src/roleplay/character/png-chunks.ts";
import { pictureLorebook } from "../../../../src/roleplay/lorebook/picture-lorebook.ts";

const signature = [137, 80, 78, 71, 13, 10, 26, 10];

function pictureWith(keyword: string, text: string): Uint8Array {
  const chunk = pngChunk("tEXt", Buffer.from(`${keyword}\0${text}`, "latin1"));
  return Buffer.concat([Buffer.from(signature), chunk, pngChunk("IEND", new Uint8Array())]);
}

test("is found in a NovelAI picture, and nowhere else", () => {
  const json = '{"lorebookVersion":5,"entries":[{"text":"Käse","keys":["goat"]}]}';
  const base64 = Buffer.from(json).toString("base64");
  expect(pictureLorebook(pictureWith("naidata", base64))).toBe(json);
  expect(pictureLorebook(pictureWith("chara", base64))).toBeUndefined();
  expect(pictureLorebook(Buffer.from(json))).toBeUndefined();
});
