import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { editCard } from "../../../src/library/edit-card.ts";
import { readCard } from "../../../src/roleplay/character/read-card.ts";
import { writeCard } from "../../../src/roleplay/character/write-card.ts";
import {
  cardChunk,
  jsonFile,
  pngFile,
  textChunk,
  v2Card,
  v3Card,
} from "../../support/card-files.ts";
import { aCharacter } from "../../support/character.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const nowSeconds = 1_800_000_000;
/** What programs keep in a card, and what no specification names. */
const odd = {
  extensions: { depth_prompt: { prompt: "Rain.", depth: 4 } },
  character_book: {
    entries: [{ keys: ["stew"], content: "Hot.", extensions: {} }],
    extensions: {},
  },
  alternate_greetings: ["Oh."],
  something_else: { kept: true },
};

async function edited(name: string, bytes: Uint8Array) {
  using folder = temporaryFolder();
  writeFileSync(folder.file(name), bytes);
  const before = readCard(bytes, name).card;
  await editCard(folder.path, name, { description: "Taller now." }, nowSeconds);
  const files = readdirSync(folder.path);
  const [file = ""] = files;
  const after = readFileSync(folder.file(file));
  const undated = { creationDate: undefined, modificationDate: undefined };
  const read = { ...readCard(after, file).card, ...undated };
  return { files, after, read, meant: { ...before, description: "Taller now.", ...undated } };
}

describe("a card that is edited", () => {
  test("keeps its version and everything that wasn't edited", async () => {
    for (const card of [v2Card(odd), v3Card(odd)]) {
      const { files, after, read, meant } = await edited("Rosie (2).json", jsonFile(card));
      expect(files).toEqual(["Rosie (2).json"]);
      expect(read).toEqual(meant);
      expect(JSON.parse(after.toString())).toMatchObject({ spec: (card as { spec: string }).spec });
    }
  });

  test("keeps its picture and what else is in it", async () => {
    const bytes = pngFile(textChunk("Comment", "by hand"), cardChunk("ccv3", v3Card(odd)));
    const { files, after, read, meant } = await edited("rosie.png", bytes);
    expect(files).toEqual(["rosie.png"]);
    expect(read).toEqual(meant);
    expect(Buffer.from(after).includes("by hand")).toBe(true);
  });

  test("stays an archive", async () => {
    const bytes = writeCard(aCharacter({ name: "Rosie" }), "charx");
    const { files, read, meant } = await edited("rosie.charx", bytes);
    expect(files).toEqual(["rosie.charx"]);
    expect(read).toEqual(meant);
  });

  test("becomes JSON where its kind can't be written, under the name by which chats know it", async () => {
    const yaml = Buffer.from("name: Rosie\ngreeting: Come in.\ncontext: An innkeeper.\n");
    const { files, read, meant } = await edited("rosie.yaml", yaml);
    expect(files).toEqual(["rosie.json"]);
    expect(read).toEqual(meant);
  });

  test("stays as it was when it is broken by now", async () => {
    using folder = temporaryFolder();
    writeFileSync(folder.file("rosie.json"), "{");
    await expect(
      editCard(folder.path, "rosie.json", { description: "x" }, nowSeconds),
    ).rejects.toMatchObject({ code: "card-not-json" });
    expect(readFileSync(folder.file("rosie.json"), "utf8")).toBe("{");
  });
});
