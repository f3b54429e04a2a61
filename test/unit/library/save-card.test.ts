import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { cardIdFor } from "../../../src/library/card-file-name.ts";
import { saveCard } from "../../../src/library/save-card.ts";
import { readCard } from "../../../src/roleplay/character/read-card.ts";
import { writeCard } from "../../../src/roleplay/character/write-card.ts";
import { aCharacter } from "../../support/character.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

describe("an id made of a character's name", () => {
  test.each([
    { name: "Rosie Oakhart", id: "rosie-oakhart" },
    { name: "../../etc/passwd", id: "etc-passwd" },
    { name: "..", id: "character" },
    { name: "CON", id: "character-con" },
    { name: "  Éowyn & Co. ", id: "éowyn-co" },
    { name: "桜", id: "桜" },
    { name: "a\0b\nc", id: "a-b-c" },
    { name: "x".repeat(500), id: "x".repeat(100) },
  ])("$name: $id", ({ name, id }) => {
    expect(cardIdFor(name)).toBe(id);
  });
});

describe("a card that is saved", () => {
  const json = (name: string, firstMessage: string) =>
    writeCard(aCharacter({ name, firstMessage }), "v3");
  const upload = (bytes: Uint8Array) => ({ fileName: "any.json", bytes });

  test("stands there whole, and no draft stays behind", async () => {
    using folder = temporaryFolder();
    const saved = await saveCard(folder.path, upload(json("Wanda", "Hoo.")), { replace: false });
    expect(saved).toMatchObject({ fileName: "wanda.json", replaced: false });
    expect(saved.read.card).toMatchObject({ id: "wanda", firstMessage: "Hoo." });
    expect(readdirSync(folder.path)).toEqual(["wanda.json"]);
  });

  test("is one of two that come at once", async () => {
    using folder = temporaryFolder();
    const both = await Promise.allSettled(
      ["One.", "Two."].map((text) =>
        saveCard(folder.path, upload(json("Wanda", text)), { replace: false }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = both.find((outcome) => outcome.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "card-exists" });
    const read = readCard(readFileSync(folder.file("wanda.json")), "wanda.json").card;
    expect(["One.", "Two."]).toContain(read.firstMessage);
    expect(readdirSync(folder.path)).toEqual(["wanda.json"]);
  });

  test("takes the place of one in another format only when asked", async () => {
    using folder = temporaryFolder();
    await saveCard(folder.path, upload(json("Wanda", "One.")), { replace: false });
    const png = { fileName: "x.png", bytes: writeCard(aCharacter({ name: "Wanda" }), "png") };
    await expect(saveCard(folder.path, png, { replace: false })).rejects.toThrow("wanda.json");
    const saved = await saveCard(folder.path, png, { replace: true });
    expect(saved).toMatchObject({ fileName: "wanda.png", replaced: true });
    expect(readdirSync(folder.path)).toEqual(["wanda.png"]);
  });

  test("is refused where the folder can't be written", async () => {
    using folder = temporaryFolder();
    const missing = folder.file("missing");
    await expect(
      saveCard(missing, upload(json("Wanda", "One.")), { replace: false }),
    ).rejects.toMatchObject({ code: "card-not-saved" });
  });
});
