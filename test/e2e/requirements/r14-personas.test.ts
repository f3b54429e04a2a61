import { expect, test } from "vitest";
import { aFile } from "../../support/actor-files.ts";
import { aPicture } from "../../support/discord-bot.ts";
import { resetChat } from "../../support/pressing.ts";
import { Stage } from "../../support/real-bot.ts";

function promptOf(stage: Stage): string {
  const request = stage.scripted.started.at(-1);
  return (request?.prompt.sections ?? []).map(({ text }) => text).join("\n");
}

async function makePersona(
  stage: Stage,
  fields: Readonly<Record<string, string>>,
  options: Parameters<ReturnType<Stage["as"]>["slash"]>[1] = {},
  user = "alice",
): Promise<string> {
  const opened = stage.as(user).slash("persona create", options);
  await opened.modal();
  const form = { pronouns: "", description: "", ...fields };
  return (await stage.as(user).submitModal(opened, form).reply()).content;
}

async function say(stage: Stage, text: string, user = "alice"): Promise<void> {
  stage.as(user).say(text);
  await stage.answered("Of course.");
}

test("R14: who has chosen a persona is known by its name and description, and by their own name elsewhere", async () => {
  const stage = await Stage.open();
  await stage.invite();
  const answer = await makePersona(stage, {
    name: "Captain Vane",
    pronouns: "she/her",
    description: "{{user}} lost an eye to {{char}}.",
  });
  expect(answer).toContain("**Captain Vane** is made.");
  const alice = stage.as("alice");
  await alice.slash("persona use", { persona: "captain vane", where: "channel" }).reply();
  await say(stage, "any stew?");
  expect(promptOf(stage)).toContain("Captain Vane: any stew?");
  expect(promptOf(stage)).toContain(
    "Captain Vane (she/her): Captain Vane lost an eye to Rosie Oakhart.",
  );
  expect(promptOf(stage)).not.toContain("Alice");
  await stage.invite("#library", "silas-crane");
  stage.as("alice", "#library").say("hello");
  await stage.answered("Of course.", "#library");
  expect(promptOf(stage)).toContain("Alice: hello");
});

test("R14: who chooses where a narrower choice still holds is told so", async () => {
  const stage = await Stage.open();
  await makePersona(stage, { name: "Captain Vane" });
  const alice = stage.as("alice");
  const persona = "Captain Vane";
  const answer = async (command: string, options: Record<string, string>) =>
    (await alice.slash(command, options).reply()).content;
  await answer("persona off", { where: "channel" });
  expect(await answer("persona use", { persona, where: "server" })).toContain(
    "But here you are still yourself: that is chosen in this channel",
  );
  expect(await answer("persona use", { persona, where: "channel" })).not.toContain("still");
  expect(await answer("persona off", {})).toContain("still **Captain Vane**");
  expect(await answer("persona off", { where: "channel" })).not.toContain("still");
});

test("R14: renaming a persona doesn't rewrite what it said, over a restart too", async () => {
  const stage = await Stage.open();
  await stage.invite();
  await makePersona(stage, { name: "Captain Vane" });
  const alice = stage.as("alice");
  await alice.slash("persona use", { persona: "Captain Vane" }).reply();
  await say(stage, "first");
  const opened = alice.slash("persona edit", { persona: "Captain Vane" });
  expect(JSON.stringify(await opened.modal())).toContain('"value":"Captain Vane"');
  const form = { name: "Admiral Vane", pronouns: "", description: "Retired." };
  await alice.submitModal(opened, form).reply();
  await stage.stopBot();
  await stage.startBot();
  await say(stage, "second");
  expect(promptOf(stage)).toContain("Captain Vane: first");
  expect(promptOf(stage)).toContain("Admiral Vane: second");
  expect(promptOf(stage)).toContain("Admiral Vane: Retired.");
});

test("R14: a persona's text is only in prompts where its person is present", async () => {
  const stage = await Stage.open();
  await stage.invite();
  await makePersona(stage, { name: "Captain Vane", description: "Lost an eye." });
  await stage.as("alice").slash("persona use", { persona: "Captain Vane" }).reply();
  await say(stage, "hello", "bob");
  expect(promptOf(stage)).not.toContain("Lost an eye.");
  await say(stage, "ahoy");
  expect(promptOf(stage)).toContain("Lost an eye.");
  await resetChat(stage);
  await say(stage, "hello again", "bob");
  expect(promptOf(stage)).not.toContain("Lost an eye.");
});

test("R14: a lorebook finds its keys in a persona's description where an entry asks for that", async () => {
  const stage = await Stage.open();
  await stage.invite();
  const entry = {
    uid: 0,
    key: ["corsair"],
    content: "Corsairs hang.",
    matchPersonaDescription: true,
  };
  const file = aFile("law.json", { name: "Law", entries: { "0": entry } });
  await stage.as("mara").slash("lore import", { file }).reply();
  await say(stage, "hello");
  expect(promptOf(stage)).not.toContain("Corsairs hang.");
  await makePersona(stage, { name: "Vane", description: "A corsair." }, { position: "nowhere" });
  await stage.as("alice").slash("persona use", { persona: "Vane" }).reply();
  await say(stage, "hello");
  expect(promptOf(stage)).toContain("Corsairs hang.");
  expect(promptOf(stage)).not.toContain("A corsair.");
});

test("R14: a persona has a picture, is shown and listed to its person alone, and deleted", async () => {
  const stage = await Stage.open();
  const picture = (bytes: Uint8Array) => ({ filename: "me.png", contentType: "image/png", bytes });
  const broken = { avatar: picture(Buffer.from("no picture")) };
  const made = await makePersona(stage, { name: "Cook" }, broken);
  expect(made).toMatch(/\*\*Cook\*\* is made\..*\nme\.png: this is no picture/s);
  const avatar = picture(aPicture(90).png);
  await makePersona(stage, { name: "Vane", description: "A corsair." }, { avatar, depth: 1 });
  const alice = stage.as("alice");
  const [shown] = (await alice.slash("persona show", { persona: "Vane" }).reply()).embeds;
  expect(JSON.stringify(shown)).toMatch(/A corsair\..*1 of them follow it.*thumbnail/s);
  const list = await alice.slash("persona list").reply();
  expect(JSON.stringify(list.embeds)).toContain("○ **Vane**");
  expect(list.visibleTo).not.toBeNull();
  const strange = await stage.as("bob").slash("persona show", { persona: "Vane" }).reply();
  expect(strange.content).toContain("You have no such persona.");
  expect((await alice.slash("persona delete", { persona: "Vane" }).reply()).content).toContain(
    "**Vane** is gone.",
  );
  expect(JSON.stringify((await alice.slash("persona list").reply()).embeds)).not.toContain("Vane");
});
