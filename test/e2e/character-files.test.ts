import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readCard } from "../../src/roleplay/character/read-card.ts";
import { aFile, attachedBytes } from "../support/actor-files.ts";
import { Stage } from "../support/real-bot.ts";
import { SettingsPanel } from "../support/settings-panel.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A bot with a folder of characters of its own. */
async function openStage(): Promise<{ readonly stage: Stage; readonly characters: string }> {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  const characters = folder.file("characters");
  cpSync("characters", characters, { recursive: true });
  const stage = await Stage.open({ environment: { CHARACTERS_DIR: characters } });
  return { stage, characters };
}

function cardWith(changes: object = {}) {
  return {
    spec: "chara_card_v3",
    spec_version: "3.0",
    data: { name: "Wanda ../the Wise", first_mes: "The owls told me.", ...changes },
  };
}

function aCard(changes: object = {}) {
  return aFile("wanda (1).json", cardWith(changes));
}

async function exported(stage: Stage, format: string) {
  const answer = await stage
    .as("mara")
    .slash("character export", { character: "rosie-oakhart", format })
    .reply();
  const name = answer.attachments[0]?.filename ?? "";
  return { name, bytes: await attachedBytes(stage, answer) };
}

test("an imported card can be talked to at once, under a name that is no path", async () => {
  const { stage, characters } = await openStage();
  const answer = await stage.as("mara").slash("character import", { card: aCard() }).reply();
  expect(answer.content).toContain("**Wanda ../the Wise** is here.");
  expect(readdirSync(characters)).toContain("wanda-the-wise.json");
  await stage.as("mara").slash("chat start", { character: "wanda-the-wise" }).reply();
  await stage.answered("The owls told me.");
});

test("who joins a chat greets the others as its card says, and says another greeting when asked to", async () => {
  const { stage } = await openStage();
  const mara = stage.as("mara");
  const greetings = {
    name: "Wanda",
    alternate_greetings: ["The owls are late."],
    group_only_greetings: ["{{char}} lands among {{group}}, {{user}}."],
  };
  await mara.slash("character import", { card: aCard(greetings) }).reply();
  await stage.invite();
  await mara.slash("character add", { character: "wanda" }).reply();
  const joined = await stage.answered("Wanda lands among Rosie Oakhart, Wanda, Mara.");
  expect(joined.author.name).toBe("Wanda");

  const wanted = { character: "wanda", greeting: "" };
  const choices = await mara.autocomplete("character greet", wanted, "greeting").choices();
  expect(choices.map(({ name }) => name)).toEqual([
    "1: The owls told me.",
    "2: The owls are late.",
    "3: Wanda lands among Rosie Oakhart, Wanda, Mara.",
    "No greeting",
  ]);
  await mara.slash("character greet", { character: "wanda", greeting: "2" }).reply();
  expect((await stage.answered("The owls are late.")).author.name).toBe("Wanda");
  await mara.slash("character greet", { character: "wanda" }).reply();
  await stage.answered("The owls told me.");
  const guest = await stage.as("alice").slash("character greet", { character: "wanda" }).reply();
  expect(guest.content).toContain("who started this chat");
  // A card without greetings for groups says nothing when it joins.
  await mara.slash("character add", { character: "silas-crane" }).reply();
  stage.as("alice").say("Silas?");
  expect((await stage.answered("Of course.")).author.name).toBe("Silas Crane");
  expect(stage.messages().filter(({ author }) => author.name === "Silas Crane")).toHaveLength(1);
});

test("a card isn't overwritten unasked, and is replaced as a whole when asked", async () => {
  const { stage, characters } = await openStage();
  const mara = stage.as("mara");
  const files = () => readdirSync(characters).filter((name) => name.startsWith("rosie-oakhart"));
  // The card, and beside it its picture.
  expect(files()).toEqual(["rosie-oakhart.json", "rosie-oakhart.png"]);
  const rosie = aCard({ name: "Rosie Oakhart", first_mes: "I am new here." });
  const refused = await mara.slash("character import", { card: rosie }).reply();
  expect(refused.content).toContain(
    "There is a card of Rosie Oakhart already (rosie-oakhart.json).",
  );
  await mara.slash("character import", { card: rosie, replace: true }).reply();
  expect(files()).toEqual(["rosie-oakhart.json", "rosie-oakhart.png"]);
  await mara.slash("chat start", { character: "rosie-oakhart" }).reply();
  await stage.answered("I am new here.");
  const { bytes } = await exported(stage, "png");
  const card = { ...aCard(), filename: "any.png", contentType: "image/png", bytes };
  await mara.slash("character import", { card, replace: true }).reply();
  expect(files()).toEqual(["rosie-oakhart.png"]);
});

test("a broken card is refused with file and field, and leaves nothing behind", async () => {
  const { stage, characters } = await openStage();
  const before = readdirSync(characters);
  const card = aCard({ name: "" });
  const refused = await stage.as("mara").slash("character import", { card }).reply();
  expect(refused.content).toMatch(/^wanda.*\.json: .*name/);
  expect(readdirSync(characters)).toEqual(before);
});

test("a card goes out in every format and says the same", async () => {
  const { stage, characters } = await openStage();
  const [file = ""] = readdirSync(characters).filter((name) => name.startsWith("rosie-oakhart"));
  const { card } = readCard(readFileSync(join(characters, file)), file);
  for (const format of ["png", "v3", "v2", "charx"]) {
    const { name, bytes } = await exported(stage, format);
    const read = readCard(bytes, name).card;
    expect(read.name).toBe(card.name);
    expect(read.firstMessage).toBe(card.firstMessage);
    expect(read.characterBook).toBeDefined();
  }
});

test("only those who manage the server bring characters in and take them out", async () => {
  const { stage } = await openStage();
  for (const deed of [
    stage.as("alice").slash("character import", { card: aCard() }),
    stage.as("alice").slash("character export", { character: "rosie-oakhart" }),
    stage.simulator.user("mara").directMessage().slash("character import", { card: aCard() }),
  ])
    expect((await deed.reply()).content).toContain('"Manage Server"');
});

test("a card is edited in a form by who may, is written back whole, and the next chat has it", async () => {
  const { stage, characters } = await openStage();
  const mara = stage.as("mara");
  const asked = mara.slash("character edit", { character: "rosie-oakhart" });
  await asked.modal();
  const values = { firstMessage: "Mind the step, {{user}}.", scenario: "A flood." };
  const file = join(characters, "rosie-oakhart.json");
  const before = readCard(readFileSync(file), file).card;
  const kept = {
    description: before.description,
    personality: before.personality,
    exampleDialogue: before.exampleDialogue,
  };
  const sent = await mara.submitModal(asked, { ...kept, ...values }).reply();
  expect(sent.content).toBe(
    "**Rosie Oakhart** was changed: Scenario, First message. The next reply knows.",
  );
  const after = readCard(readFileSync(file), file).card;
  const { creationDate, modificationDate } = after;
  expect(after).toEqual({ ...before, ...values, creationDate, modificationDate });
  // The form is of the card as it was.
  const late = await mara.submitModal(asked, { ...kept, ...values, scenario: "Dry." }).reply();
  expect(late.content).toContain("has changed since the form was opened");
  await mara.slash("chat start", { character: "rosie-oakhart" }).reply();
  await stage.answered("Mind the step, Mara.");
});

test("cards are read again on request, with what came, changed and broke; a role that the settings name may ask", async () => {
  const { stage, characters } = await openStage();
  const alice = stage.as("alice");
  const refused = await alice.slash("character reload").reply();
  expect(refused.content).toMatch(/roles that .* names for it/);
  const { build, world } = stage.simulator;
  const [guild] = world.guilds;
  const user = world.user("alice");
  if (guild === undefined || user === undefined) throw new Error("unreachable");
  const role = build.createRole(guild, { name: "Storytellers", permissions: [] });
  build.addMember(guild, user, { roles: [role] });
  const panel = await SettingsPanel.open(stage.as("mara"), "server settings");
  await panel.group("Scenes and threads");
  await panel.setting("Roles that manage characters");
  await panel.choose("Roles that manage characters", [role.id]);

  writeFileSync(join(characters, "wanda.json"), JSON.stringify(cardWith()));
  writeFileSync(join(characters, "nameless.json"), JSON.stringify(cardWith({ name: "" })));
  await expect
    .poll(async () => (await alice.slash("character reload").reply()).content, { timeout: 10_000 })
    .toMatch(/nameless\.json/);
  const list = await alice.slash("character list").reply();
  expect(JSON.stringify(list.embeds)).toContain("Wanda");
  // A chat of somebody else's, too.
  await stage.invite();
  expect((await alice.slash("chat stop").reply()).content).toContain("The chat is over.");
  // The server's own settings stay with those who manage it.
  expect(() => alice.slash("server settings")).toThrow("permissions are missing");
});

test("a card that breaks while the bot runs is named to those who manage the server; everyone goes on", async () => {
  const { stage, characters } = await openStage();
  await stage.invite();
  writeFileSync(join(characters, "rosie-oakhart.json"), "{");
  writeFileSync(join(characters, "nameless.json"), JSON.stringify(cardWith({ name: "" })));
  const list = async (who: string) =>
    JSON.stringify((await stage.as(who).slash("character list").reply()).embeds);
  await expect.poll(() => list("mara"), { timeout: 10_000 }).toMatch(/nameless\.json.*name/);
  expect(await list("mara")).toContain("rosie-oakhart.json");
  expect(await list("alice")).not.toContain("nameless.json");
  stage.as("alice").say("are you well?");
  expect((await stage.answered("Of course.")).author.name).toBe("Rosie Oakhart");
  await stage.as("mara").slash("character use", { character: "silas-crane" }).reply();
  stage.as("alice").say("and you?");
  expect((await stage.answered("Of course.")).author.name).toBe("Silas Crane");
});
