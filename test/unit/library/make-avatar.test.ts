import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { makeAvatar } from "../../../src/library/make-avatar.ts";
import { cardChunk, pngFile, v3Card } from "../../support/card-files.ts";

async function plainPicture(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 4, background: "#a03020" } })
    .png()
    .toBuffer();
}

describe("an avatar is a square PNG", () => {
  test.each([
    ["large", 1024, 1024, 256],
    ["upright", 400, 600, 256],
    ["wide", 900, 300, 256],
    ["small", 64, 48, 48],
    ["a line", 2000, 1, 1],
  ])("of a picture that is %s", async (_, width, height, side) => {
    const { png } = await makeAvatar(await plainPicture(width, height));
    expect(await sharp(png).metadata()).toMatchObject({ format: "png", width: side, height: side });
  });
});

test("an upright picture keeps its top, where the face is", async () => {
  const face = await sharp({
    create: { width: 100, height: 100, channels: 3, background: "#ff0000" },
  })
    .png()
    .toBuffer();
  const portrait = await sharp({
    create: { width: 100, height: 300, channels: 3, background: "#0000ff" },
  })
    .composite([{ input: face, top: 0, left: 0 }])
    .png()
    .toBuffer();
  const { png } = await makeAvatar(portrait);
  const { channels } = await sharp(png).stats();
  expect(channels[0]?.mean).toBe(255);
  expect(channels[2]?.mean).toBe(0);
});

test("a picture of noise fits into 256 KiB too", async () => {
  const noise = await sharp({
    create: {
      width: 512,
      height: 512,
      channels: 4,
      background: "#808080",
      noise: { type: "gaussian", mean: 128, sigma: 90 },
    },
  })
    .png()
    .toBuffer();
  const { png } = await makeAvatar(noise);
  expect(png.length).toBeLessThanOrEqual(256 * 1024);
});

test("the same picture has the same hash, another one another", async () => {
  const one = await makeAvatar(await plainPicture(300, 300));
  const same = await makeAvatar(await plainPicture(300, 300));
  const other = await makeAvatar(await plainPicture(200, 200));
  expect(one.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(same.hash).toBe(one.hash);
  expect(other.hash).not.toBe(one.hash);
});

describe("what isn't a picture is refused", () => {
  test.each([
    ["a PNG whose pixels are missing", pngFile(cardChunk("chara", v3Card()))],
    ["an SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ["nothing", new Uint8Array()],
    ["a PNG that claims to be gigantic", hugePng()],
  ])("%s", async (_, bytes) => {
    await expect(makeAvatar(bytes)).rejects.toThrow(Error);
  });

  function hugePng(): Uint8Array {
    const bytes = Buffer.from(pngFile());
    bytes.writeUInt32BE(60_000, 16);
    bytes.writeUInt32BE(60_000, 20);
    return bytes;
  }
});
