import { expect, test } from "vitest";
import { attachedText } from "../../support/actor-files.ts";
import { forget, stands } from "../../support/forgetting.ts";
import { labelsOf, press } from "../../support/pressing.ts";
import { Stage } from "../../support/real-bot.ts";

function promptOf(stage: Stage): string {
  const request = stage.scripted.started.at(-1);
  return (request?.prompt.sections ?? []).map(({ text }) => text).join("\n");
}

async function say(stage: Stage, text: string, user = "alice", answer = /./): Promise<void> {
  const before = stage.messages().length;
  stage.as(user).say(text);
  await stage.simulator.waitFor(() => stage.messages().length > before + 1, { what: "an answer" });
  await stage.answered(answer);
}

const words = ["zibbelwitz", "Quorlax", "vermilloon"];

test("R25: forget leaves no byte of a person's words in the database, its write-ahead log included", async () => {
  const stage = await Stage.open({
    replies: [
      "So be it, zibbelwitz of the marshes it is.",
      "Someone spoke of zibbelwitz of the marshes.",
    ],
  });
  await stage.invite();
  const alice = stage.as("alice");
  const opened = alice.slash("persona create");
  await opened.modal();
  const fields = { name: "Quorlax", pronouns: "", description: "Born under a vermilloon." };
  await alice.submitModal(opened, fields).reply();
  await alice.slash("persona use", { persona: "Quorlax" }).reply();
  await say(stage, "zibbelwitz of the marshes");
  await say(stage, "what was that?", "bob");
  expect(words.filter((word) => stands(stage, word))).toEqual(words);
  expect(await forget(stage, "no")).toContain("Nothing was deleted");
  expect(stands(stage, "zibbelwitz")).toBe(true);
  expect(await forget(stage)).toMatch(/^Done: 2 turns are gone/);
  expect(words.filter((word) => stands(stage, word))).toEqual([]);
  await say(stage, "hello again", "bob");
  expect(promptOf(stage)).toContain("Bob: what was that?");
  expect(promptOf(stage)).not.toMatch(/zibbelwitz|Quorlax|vermilloon/);
});

test("R25: what somebody says as the narrator or as a character is theirs: known, given out, in no prompt once they opted out, forgotten", async () => {
  const stage = await Stage.open();
  await stage.invite();
  const mara = stage.as("mara");
  const { id } = stage.simulator.user("mara").user;
  await mara.slash("narrate", { text: "A zibbelwitz of the marshes comes in." }).reply();
  const told = await stage.answered(/zibbelwitz/);
  await mara.slash("say-as", { character: "rosie-oakhart", text: "My vermilloon hat!" }).reply();
  const hat = await stage.answered(/vermilloon/);
  await say(stage, "who is there?");
  expect(promptOf(stage)).toMatch(/zibbelwitz[^]*vermilloon/);
  for (const message of [told, hat]) {
    const info = await stage.as("bob").messageMenu(message, "Message info").reply();
    expect(JSON.stringify(info.embeds)).toContain(`"name":"Written by","value":"<@${id}>"`);
  }
  const given = JSON.parse(await attachedText(stage, await mara.slash("privacy export").reply()));
  expect(given).toMatchObject({
    turns: [
      { name: "Narrator", text: "A zibbelwitz of the marshes comes in." },
      { name: "Rosie Oakhart", text: "My vermilloon hat!" },
    ],
  });
  await mara.slash("privacy opt-out").reply();
  await say(stage, "anybody else?");
  expect(promptOf(stage)).not.toMatch(/zibbelwitz|vermilloon/);
  expect(await forget(stage, "forget", "mara")).toMatch(/^Done: 2 turns are gone/);
  expect(words.filter((word) => stands(stage, word))).toEqual([]);
});

test("R25: a forgetting that a crash interrupted is finished by the next start", async () => {
  const stage = await Stage.open();
  await stage.invite();
  await say(stage, "zibbelwitz of the marshes");
  const { id } = stage.simulator.user("alice").user;
  stage.files.privacyStore.askToForget(id);
  await stage.stopBot();
  await stage.startBot();
  await stage.simulator.waitFor(() => stage.files.privacyStore.forgetRequests().length === 0, {
    what: "the forgetting",
  });
  expect(stage.files.privacyStore.stored(id).turns).toEqual([]);
});

test("R25: who has opted out is never heard, stored or shown to a model, and is back after opting in", async () => {
  const stage = await Stage.open();
  await stage.invite();
  await say(stage, "my first secret");
  const alice = stage.as("alice");
  expect((await alice.slash("privacy opt-out").reply()).content).toContain("take no note of you");
  expect((await alice.slash("privacy opt-out").reply()).content).toContain("already");
  alice.say("my second secret");
  await say(stage, "hello", "bob");
  expect(promptOf(stage)).not.toContain("secret");
  expect(promptOf(stage)).not.toContain("Alice");
  expect(stage.scripted.started).toHaveLength(2);
  await alice.slash("privacy opt-in").reply();
  await say(stage, "I am back");
  expect(promptOf(stage)).toContain("my first secret");
  expect(promptOf(stage)).not.toContain("my second secret");
});

test("R25: a person sees and gets what is kept of them, and nobody else's", async () => {
  const stage = await Stage.open({ environment: { RETENTION_DAYS: "30" } });
  await stage.invite();
  await say(stage, "keep this");
  await say(stage, "and this", "bob");
  const shown = await stage.as("alice").slash("privacy show").reply();
  expect(shown.content).toMatch(/1 message of yours in 1 chat.*deleted after 30 days/s);
  expect(shown.visibleTo).not.toBeNull();
  const file = await attachedText(stage, await stage.as("alice").slash("privacy export").reply());
  const data = JSON.parse(file) as { turns: { text: string; name: string }[] };
  expect(data.turns).toMatchObject([{ text: "keep this", name: "Alice" }]);
});

test("R25: a report reaches those who manage the server, and leaves when it is closed", async () => {
  const stage = await Stage.open();
  const greeting = await stage.invite();
  const alice = stage.as("alice");
  const link = `https://discord.com/channels/${greeting.guildId}/${greeting.channelId}/${greeting.id}`;
  const opened = alice.slash("report", { message: link });
  await opened.modal();
  const sent = await alice.submitModal(opened, { reason: "This is unkind." }).reply();
  expect(sent.content).toContain("#1");
  const mara = stage.as("mara");
  const list = JSON.stringify((await mara.slash("audit reports").reply()).embeds);
  expect(list).toContain("This is unkind.");
  expect(list).toContain(link);
  expect((await mara.slash("audit close", { report: 1 }).reply()).content).toContain("closed");
  expect((await mara.slash("audit close", { report: 1 }).reply()).content).toContain(
    "no open report",
  );
  const log = JSON.stringify((await mara.slash("audit log").reply()).embeds);
  expect(log).toMatch(/audit close.*#1.*report.*#1/s);
  expect(() => stage.as("alice").slash("audit log")).toThrow(/permissions/);
});

test("R25: everyone can report a message by a button where it says who is behind it", async () => {
  const stage = await Stage.open();
  await stage.invite();
  await say(stage, "hello");
  const reply = await stage.answered("Of course.");
  await stage.simulator.waitFor(() => labelsOf(reply).includes("1/1") || undefined);
  const info = await stage.as("bob").messageMenu(reply, "Message info").reply();
  const { interaction: opened } = press(stage, "bob", info, "Report");
  await opened.modal();
  const sent = await stage.as("bob").submitModal(opened, { reason: "This is unkind." }).reply();
  expect(sent.content).toContain("#1");
  expect(sent.visibleTo).toBe(stage.simulator.user("bob").user.id);
  const list = JSON.stringify((await stage.as("mara").slash("audit reports").reply()).embeds);
  expect(list).toContain("This is unkind.");
  expect(list).toContain(`/${reply.channelId}/${reply.id}`);
});

test("R25: a report from direct messages reaches those who run the bot, and nobody else", async () => {
  const stage = await Stage.open();
  const { user } = stage.simulator.user("mara");
  await stage.stopBot();
  await stage.startBot({ OPERATOR_IDS: user.id });
  const alice = stage.simulator.user("alice").directMessage();
  const opened = alice.slash("report");
  await opened.modal();
  await alice.submitModal(opened, { reason: "The vermilloon stares." }).reply();
  const mara = stage.simulator.user("mara").directMessage();
  const list = JSON.stringify((await mara.slash("audit reports").reply()).embeds);
  expect(list).toContain("The vermilloon stares.");
  const refused = await alice.slash("audit reports").reply();
  expect(refused.content).toContain("Only the operators of this bot");
  const ofServer = JSON.stringify((await stage.as("mara").slash("audit reports").reply()).embeds);
  expect(ofServer).toContain("There is none.");
  expect((await mara.slash("audit close", { report: 1 }).reply()).content).toContain("closed");
});

test("R25: who opts out is taken out of a reply that is being written for somebody else", async () => {
  const stage = await Stage.open({
    replies: (_, call) =>
      call === 1 ? { steps: [{ text: "Half" }, { hold: new Promise(() => {}) }] } : "Of course.",
  });
  await stage.invite();
  await say(stage, "zibbelwitz of the marshes");
  stage.as("bob").say("What of me?");
  await stage.simulator.waitFor(() => stage.scripted.started.length === 2 || undefined);
  expect(promptOf(stage)).toContain("zibbelwitz");
  await stage.as("alice").slash("privacy opt-out").reply();
  await stage.simulator.waitFor(() => stage.scripted.started.length === 3 || undefined);
  expect(promptOf(stage)).toContain("Bob: What of me?");
  expect(promptOf(stage)).not.toContain("zibbelwitz");
  await stage.simulator.waitFor(
    () => stage.transcript().at(-1) === "Rosie Oakhart: Of course." || undefined,
    { what: "the reply" },
  );
  expect(stage.transcript().filter((line) => line.startsWith("Rosie Oakhart:")).length).toBe(3);
});

test("R25: who opts out gets no more of a reply that is being written for them", async () => {
  const stage = await Stage.open({
    replies: (_, call) =>
      call === 0 ? { steps: [{ hold: new Promise(() => {}) }] } : "Of course.",
  });
  await stage.invite();
  const alice = stage.as("alice");
  alice.say("zibbelwitz of the marshes");
  const placeholder = await stage.answered(/…$|⏳ #/);
  await alice.slash("privacy opt-out").reply();
  await stage.simulator.waitFor(() => !stage.messages().includes(placeholder) || undefined, {
    what: "the end of what was being written",
  });
  await say(stage, "What of me?", "bob");
  expect(stage.scripted.started).toHaveLength(2);
  expect(promptOf(stage)).not.toContain("zibbelwitz");
});
