import {
  linkSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readCard } from "../../../src/roleplay/character/read-card.ts";
import {
  cardChunk,
  charxFile,
  jsonFile,
  pngFile,
  v2Card,
  v3Card,
} from "../../support/card-files.ts";
import { hearthside } from "../../support/hearthside.ts";
import { type TemporaryFolder, temporaryFolder } from "../../support/temporary-folder.ts";

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

const extras = {
  "someone/else": [1, null],
  extensions: { depth_prompt: { depth: 4 } },
  nickname: "Ro",
};

describe("card inspect", () => {
  test("prints the card as version 3 and the warnings, as JSON", async () => {
    save("rosie.json", jsonFile(v2Card({ ...extras, tags: "a,b" })));
    const { code, out, error } = await hearthside([
      "card",
      "inspect",
      folder.file("rosie.json"),
      "--json",
    ]);
    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(JSON.parse(out)).toMatchObject({
      file: "rosie.json",
      generation: "v2",
      container: "json",
      card: { spec: "chara_card_v3", data: { ...extras, tags: ["a", "b"] } },
      warnings: [expect.stringContaining("rosie.json: data.tags: ")],
    });
  });

  test("tells people the same in a few lines", async () => {
    save("rosie.charx", charxFile(v3Card({ tags: "a" }), [{ path: "a/b.bin", data: pngFile() }]));
    const { code, out } = await hearthside(["card", "inspect", folder.file("rosie.charx")]);
    expect(code).toBe(0);
    expect(out).toBe(
      [
        "rosie.charx: Rosie Oakhart, a card of version 3 in CHARX",
        "Fields: name, first_mes, tags",
        "File inside: a/b.bin (1 KiB)",
        "Warning: rosie.charx: data.tags: expected a list of texts, found a text; it is split at the commas",
        "",
      ].join("\n"),
    );
  });
});

describe("card convert", () => {
  test.each(["v2", "v3", "png", "charx"])("to %s loses nothing", async (to) => {
    save("rosie.json", jsonFile(v3Card(extras)));
    const out = folder.file(`out.${to.startsWith("v") ? "json" : to}`);
    const { code, error } = await hearthside([
      "card",
      "convert",
      folder.file("rosie.json"),
      "--to",
      to,
      "--out",
      out,
    ]);
    expect({ code, error }).toEqual({ code: 0, error: "" });
    const before = readCard(jsonFile(v3Card(extras)), "rosie.json").card;
    const { card, warnings } = readCard(readFileSync(out), out);
    expect(warnings).toEqual([]);
    expect(card).toEqual({ ...before, id: card.id, creationDate: 0, modificationDate: 0 });
    expect(readdirSync(folder.path).toSorted()).toEqual(
      [out, folder.file("rosie.json")].map((path) => path.slice(folder.path.length + 1)).toSorted(),
    );
  });

  test("takes the picture beside the card along, whatever its format", async () => {
    save("rosie.json", jsonFile(v3Card()));
    const red = sharp({ create: { width: 5, height: 3, channels: 3, background: "#ff0000" } });
    save("rosie.webp", await red.webp({ lossless: true }).toBuffer());
    await convert("rosie.json", "charx", "rosie.charx");
    await convert("rosie.charx", "png", "out.png");
    const png = readFileSync(folder.file("out.png"));
    expect(await sharp(png).metadata()).toMatchObject({ format: "png", width: 5, height: 3 });
    expect((await sharp(png).stats()).channels[0]?.mean).toBe(255);
  });

  test("takes another picture on request", async () => {
    save("rosie.png", pngFile(cardChunk("ccv3", v3Card())));
    save(
      "other.png",
      await sharp({ create: { width: 7, height: 7, channels: 3, background: "#00f" } })
        .png()
        .toBuffer(),
    );
    await convert("rosie.png", "png", "out.png", "--picture", folder.file("other.png"));
    expect((await sharp(folder.file("out.png")).metadata()).width).toBe(7);
  });

  test("leaves a file that is there alone, unless it is to be replaced", async () => {
    save("rosie.json", jsonFile(v2Card()));
    writeFileSync(folder.file("taken.json"), "mine");
    const args = ["card", "convert", folder.file("rosie.json"), "--to", "v3", "--out"];
    const refused = await hearthside([...args, folder.file("taken.json")]);
    expect(refused.code).not.toBe(0);
    expect(refused.error).toMatch(/taken\.json: there is a file already.*--force/);
    expect(readFileSync(folder.file("taken.json"), "utf8")).toBe("mine");
    const forced = await hearthside([...args, folder.file("taken.json"), "--force"]);
    expect(forced.code).toBe(0);
    expect(readFileSync(folder.file("taken.json"), "utf8")).toContain("chara_card_v3");
    expect(readdirSync(folder.path).toSorted()).toEqual(["rosie.json", "taken.json"]);
  });

  test("says what JSON has no place for, and what is missing for a PNG", async () => {
    save("rosie.charx", charxFile(v3Card(), [{ path: "a/b.bin", data: pngFile() }]));
    expect(await convert("rosie.charx", "v3", "out.json")).toContain(
      "Files of the card stay behind (1)",
    );
    expect(await convert("rosie.charx", "png", "out.png")).toContain("a plain one is used");
    expect(await convert("out.png", "v2", "out2.json")).toContain("The picture stays behind");
  });
});

describe("bad input ends with one clear line and an exit code, and leaves no file behind", () => {
  const inspect = (name: string) => ["card", "inspect", folder.file(name)];
  const toPng = (name: string, out: string, ...more: string[]) => [
    "card",
    "convert",
    folder.file(name),
    "--to",
    "png",
    "--out",
    folder.file(out),
    ...more,
  ];

  test.each([
    ["a file that isn't there", () => inspect("none.json"), 2, "there is no such file"],
    ["a folder", () => ["card", "inspect", folder.path], 2, "not a file"],
    ["no card", () => inspect("notes.json"), 2, "notes.json: not a character card"],
    ["a broken card", () => inspect("broken.json"), 2, "broken.json: not valid JSON"],
    ["a file that is too large", () => inspect("huge.json"), 2, "huge.json: too large"],
    ["itself as the target", () => toPng("rosie.json", "rosie.json"), 2, "is the card itself"],
    [
      "itself by a link as the target",
      () => toPng("rosie.json", "link.json"),
      2,
      "is the card itself",
    ],
    [
      "itself by another name as the target",
      () => toPng("rosie.json", "hard.json"),
      2,
      "is the card itself",
    ],
    [
      "a picture that is none",
      () => toPng("rosie.json", "out.png", "--picture", folder.file("notes.json")),
      2,
      "notes.json: the picture can't be used",
    ],
    [
      "a target in no folder",
      () => toPng("rosie.json", "none/out.png"),
      2,
      "/none. Make it first, or choose another --out.",
    ],
    [
      "a folder as the target",
      () => toPng("rosie.json", ".", "--force"),
      3,
      "can't be written (EISDIR)",
    ],
  ])("%s", async (_, args, code, message) => {
    save("notes.json", jsonFile("[1]"));
    save("broken.json", jsonFile("{"));
    save("huge.json", new Uint8Array());
    truncateSync(folder.file("huge.json"), 70 * 1024 * 1024);
    save("rosie.json", jsonFile(v3Card()));
    symlinkSync(folder.file("rosie.json"), folder.file("link.json"));
    linkSync(folder.file("rosie.json"), folder.file("hard.json"));
    const before = readdirSync(folder.path);
    const result = await hearthside(args());
    expect(result.code).toBe(code);
    expect(result.error).toContain(message);
    expect(result.error.trimEnd().split("\n")).toHaveLength(1);
    expect(result.out).toBe("");
    expect(readdirSync(folder.path)).toEqual(before);
    expect(readFileSync(folder.file("rosie.json"))).toEqual(jsonFile(v3Card()));
  });
});

function save(name: string, bytes: Uint8Array): void {
  writeFileSync(folder.file(name), bytes);
}

/** Converts a file of the folder and returns what was printed. */
async function convert(from: string, to: string, out: string, ...more: string[]): Promise<string> {
  const paths = [folder.file(from), "--to", to, "--out", folder.file(out)];
  const result = await hearthside(["card", "convert", ...paths, ...more]);
  expect(result).toMatchObject({ code: 0, error: "" });
  return result.out;
}
