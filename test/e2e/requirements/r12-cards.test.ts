import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { cardChunk, jsonFile, pngFile, v2Card, v3Card } from "../../support/card-files.ts";
import { Stage } from "../../support/real-bot.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

async function openStage() {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  const characters = folder.file("characters");
  cpSync("characters", characters, { recursive: true });
  const stage = await Stage.open({ environment: { CHARACTERS_DIR: characters } });
  return { stage, characters };
}

const flat = {
  name: "Old Wat",
  description: "",
  personality: "",
  scenario: "",
  first_mes: "Aye.",
  mes_example: "",
};

const cards: readonly (readonly [what: string, file: string, bytes: Uint8Array, says: string])[] = [
  ["a flat card of version 1", "wat.json", jsonFile(flat), "Aye."],
  [
    "version 2 as JSON",
    "wat.json",
    jsonFile(v2Card({ name: "Old Wat", first_mes: "Second." })),
    "Second.",
  ],
  [
    "version 3 as JSON",
    "wat.json",
    jsonFile(v3Card({ name: "Old Wat", first_mes: "Third." })),
    "Third.",
  ],
  [
    "a picture with both, of which version 3 counts",
    "wat.png",
    pngFile(
      cardChunk("chara", v2Card({ name: "Old Wat", first_mes: "The old one." })),
      cardChunk("ccv3", v3Card({ name: "Old Wat", first_mes: "The new one." })),
    ),
    "The new one.",
  ],
];

test.each(cards)("R12: %s greets as its card says", async (_what, file, bytes, says) => {
  const { stage } = await openStage();
  const mara = stage.as("mara");
  const card = { filename: file, contentType: "application/octet-stream", bytes };
  await mara.slash("character import", { card }).reply();
  await mara.slash("chat start", { character: "old-wat" }).reply();
  expect((await stage.answered(says)).author.name).toBe("Old Wat");
});

test("R12: one of several greetings is chosen, and what the card knows stands in the prompt", async () => {
  const { stage } = await openStage();
  const mara = stage.as("mara");
  const bytes = jsonFile(
    v3Card({
      name: "Old Wat",
      first_mes: "Aye.",
      alternate_greetings: ["Nay.", "Perhaps, {{user}}."],
      description: "A ferryman.",
      mes_example: "<START>\n{{user}}: Ferry?\n{{char}}: Two pennies.",
      post_history_instructions: "Keep it short.",
      character_book: {
        entries: [
          {
            keys: ["river"],
            content: "The river runs both ways.",
            enabled: true,
            insertion_order: 1,
            extensions: {},
            use_regex: false,
          },
          {
            keys: ["whale"],
            content: "No whales here.",
            enabled: true,
            insertion_order: 2,
            extensions: {},
            use_regex: false,
          },
        ],
        extensions: {},
      },
    }),
  );
  const card = { filename: "wat.json", contentType: "application/json", bytes };
  await mara.slash("character import", { card }).reply();
  const choices = await mara
    .autocomplete("chat start", { character: "old-wat", greeting: "" }, "greeting")
    .choices();
  expect(choices.map(({ name }) => name).slice(0, 3)).toEqual([
    "1: Aye.",
    "2: Nay.",
    "3: Perhaps, Mara.",
  ]);
  await mara.slash("chat start", { character: "old-wat", greeting: "3", answer: "always" }).reply();
  await stage.answered("Perhaps, Mara.");
  stage.as("alice").say("What of the river?");
  await stage.answered("Of course.");
  const prompt = (stage.scripted.started.at(-1)?.prompt.sections ?? [])
    .map(({ text }) => text)
    .join("\n");
  for (const part of ["A ferryman.", "Two pennies.", "Keep it short.", "The river runs both ways."])
    expect(prompt).toContain(part);
  expect(prompt).not.toContain("No whales here.");
});

test("R12: a card that is put into the folder, or breaks there, is noticed while the bot runs", async () => {
  const { stage, characters } = await openStage();
  const list = async () =>
    JSON.stringify((await stage.as("mara").slash("character list").reply()).embeds);
  writeFileSync(join(characters, "wat.json"), jsonFile(v2Card({ name: "Old Wat" })));
  await expect.poll(list, { timeout: 10_000 }).toContain("**Old Wat**");
  writeFileSync(join(characters, "wat.json"), jsonFile(v2Card({ name: "" })));
  await expect.poll(list, { timeout: 10_000 }).toMatch(/wat\.json.*name/);
});
