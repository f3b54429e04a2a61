import { expect, test } from "vitest";
import { createScriptedEngine } from "../../../src/generation/scripted-engine.ts";
import { deferred } from "../../../src/lib/deferred.ts";
import { buttonsOf, labelsOf, press, resetChat } from "../../support/pressing.ts";
import { Stage } from "../../support/real-bot.ts";
import { SettingsPanel } from "../../support/settings-panel.ts";

/** Two chats and a model that answers one at a time, and nobody before the gate opens. */
async function openBusy() {
  const gate = deferred();
  const stage = await Stage.open({
    engine: createScriptedEngine({
      slots: 1,
      contextSize: 100_000,
      replies: { steps: [{ hold: gate.promise }, { text: "At last." }] },
    }),
  });
  await stage.invite("#tavern");
  await stage.invite("#library", "isolde-marrow");
  return { stage, gate };
}

test("R17: a reply that waits for others shows its place and can be taken back, and nobody generates it", async () => {
  const { stage, gate } = await openBusy();
  stage.as("alice", "#tavern").say("slowly please");
  await stage.simulator.waitFor(() => stage.scripted.started.length === 1 || undefined);
  stage.as("bob", "#library").say("me too");
  const waiting = await stage.answered(/^⏳ #1$/, "#library");
  expect(labelsOf(waiting)).toEqual(["Stop"]);
  press(stage, "bob", waiting, "stop");
  await stage.answered("-# Stopped.", "#library");
  expect(labelsOf(waiting)).toEqual(["Retry"]);
  gate.resolve();
  await stage.answered("At last.", "#tavern");
  expect(stage.scripted.started).toHaveLength(1);
});

test("R17: /queue shows what one waits for, with its place, and takes it back; nobody sees another's", async () => {
  const { stage, gate } = await openBusy();
  expect((await stage.as("bob").slash("queue").reply()).content).toBe(
    "You aren't waiting for any reply.",
  );
  stage.as("alice", "#tavern").say("slowly please");
  await stage.simulator.waitFor(() => stage.scripted.started.length === 1 || undefined);
  stage.as("bob", "#library").say("me too");
  await stage.answered(/^⏳ #1$/, "#library");

  const hers = await stage.as("alice").slash("queue").reply();
  const tavern = stage.simulator.world.channel("#tavern")?.id;
  expect(hers.content).toBe(`1. A reply of **Rosie Oakhart** in <#${tavern}>: is being written`);
  const his = await stage.as("bob").slash("queue").reply();
  const library = stage.simulator.world.channel("#library")?.id;
  expect(his.content).toBe(`1. A reply of **Isolde Marrow** in <#${library}>: #1 in the queue`);
  expect(his.visibleTo).toBe(stage.simulator.user("bob").user.id);

  const left = await press(stage, "bob", his, "Cancel 1").followed();
  expect(left.content).toBe("Taken back.\nYou aren't waiting for any reply.");
  expect(labelsOf(left)).toEqual([]);
  await stage.answered("-# Stopped.", "#library");
  gate.resolve();
  await stage.answered("At last.", "#tavern");
  expect(stage.scripted.started).toHaveLength(1);
  const late = await press(stage, "alice", hers, "Cancel 1").followed();
  expect(late.content).toContain("isn't waiting any more");
});

test("R17: who may not end a chat stops the replies to themself by the same command, and nobody else's", async () => {
  const { stage, gate } = await openBusy();
  stage.as("alice", "#tavern").say("slowly please");
  await stage.simulator.waitFor(() => stage.scripted.started.length === 1 || undefined);
  stage.as("bob", "#library").say("me too");
  await stage.answered(/^⏳ #1$/, "#library");

  // In the tavern nothing is written for bob, so that there it is the chat he would end.
  const refused = await stage.as("bob", "#tavern").slash("chat stop").reply();
  expect(refused.content).toContain("who started this chat");
  const stopped = await stage.as("bob", "#library").slash("chat stop").reply();
  expect(stopped.content).toMatch(/^The reply to you is stopped\. The chat goes on/);
  await stage.answered("-# Stopped.", "#library");
  gate.resolve();
  await stage.answered("At last.", "#tavern");
  stage.as("bob", "#library").say("once more");
  await stage.answered("At last.", "#library");
});

test("R17: operators pause the queue, people who wait are told, also after a restart, and it goes on when they say so", async () => {
  const stage = await Stage.open({ replies: "At last." });
  await stage.invite();
  const operator = stage.as("mara");
  const owner = stage.simulator.user("mara").user.id;
  await stage.stopBot();
  await stage.startBot({ OPERATOR_IDS: owner });
  const denied = await stage.as("alice").slash("queue", { action: "pause" }).reply();
  expect(denied.content).toContain("Only the operators of this bot");
  const paused = await operator.slash("queue", { action: "pause" }).reply();
  expect(paused.content).toContain("The queue is paused: 0 running, 0 waiting.");
  stage.as("alice").say("Anybody there, Rosie?");
  await stage.answered("⏸ #1 · paused by those who run the bot");
  const own = await stage.as("alice").slash("queue").reply();
  expect(own.content).toContain("#1 in the queue, which is paused by those who run the bot");
  await stage.stopBot();
  await stage.startBot({ OPERATOR_IDS: owner });
  const status = await stage.as("alice").slash("status").reply();
  expect(JSON.stringify(status.embeds)).toContain("paused: nothing is begun");
  expect(stage.scripted.started).toEqual([]);
  await operator.slash("queue", { action: "resume" }).reply();
  await stage.answered("At last.");
});

test("R18: who asks for more than the limit gets a mark on the message, and a word of their own on a button", async () => {
  const stage = await Stage.open({
    environment: { PLACE_DEFAULTS: '{"together":false,"userLimit":1}' },
  });
  await stage.invite();
  stage.as("alice").say("one");
  const reply = await stage.answered("Of course.");
  await stage.simulator.waitFor(() => labelsOf(reply).includes("1/1") || undefined);
  const second = stage.as("alice").say("two");
  await stage.simulator.waitFor(
    () => second.reactions.some(({ emoji }) => emoji === "⏳") || undefined,
  );
  const refusal = await press(stage, "alice", reply, "next").followed();
  expect(refusal.content).toMatch(/try again in \d+ s/);
  stage.as("bob").say("three");
  await stage.simulator.waitFor(() => stage.scripted.started.length === 2 || undefined);
  expect(JSON.stringify(stage.scripted.started[1]?.prompt)).toContain("Alice: two");
});

test("R18: /queue tells who was marked when they may ask again, and nobody else", async () => {
  const stage = await Stage.open({
    environment: { PLACE_DEFAULTS: '{"together":false,"userLimit":1}' },
  });
  await stage.invite();
  stage.as("alice").say("one");
  await stage.answered("Of course.");
  const second = stage.as("alice").say("two");
  await stage.simulator.waitFor(
    () => second.reactions.some(({ emoji }) => emoji === "⏳") || undefined,
  );
  const hers = await stage.as("alice").slash("queue").reply();
  expect(hers.content).toMatch(/^You aren't waiting for any reply\.\n⏳ .*try again in \d+ s/);
  const his = await stage.as("bob").slash("queue").reply();
  expect(his.content).toBe("You aren't waiting for any reply.");
});

test("R18: whom the host has speak counts as the host's request, in limits and in /queue", async () => {
  const gate = deferred();
  const stage = await Stage.open({
    environment: { PLACE_DEFAULTS: '{"together":false,"userLimit":1}' },
    replies: { steps: [{ hold: gate.promise }, { text: "At last." }] },
  });
  await stage.invite();
  const mara = stage.as("mara");
  await mara.slash("chat next").reply();
  await stage.simulator.waitFor(() => stage.scripted.started.length === 1 || undefined);
  const own = await mara.slash("queue").reply();
  expect(own.content).toContain("1. A reply of **Rosie Oakhart**");
  const refused = await mara.slash("chat next").reply();
  expect(refused.content).toMatch(/try again in \d+ s/);
  gate.resolve();
  await stage.answered("At last.");
  expect(stage.scripted.started).toHaveLength(1);
});

test("R18: who has had a day's worth of words written gets a mark, and on a button when there will be more", async () => {
  const environment = { PLACE_DEFAULTS: '{"together":false,"userTokens":1}' };
  const stage = await Stage.open({ environment });
  await stage.invite();
  stage.as("alice").say("one");
  const reply = await stage.answered("Of course.");
  await stage.simulator.waitFor(() => labelsOf(reply).includes("1/1") || undefined);
  await stage.stopBot();
  await stage.startBot(environment);
  const second = stage.as("alice").say("two");
  await stage.simulator.waitFor(
    () => second.reactions.some(({ emoji }) => emoji === "⏳") || undefined,
  );
  const refusal = await press(stage, "alice", reply, "next").followed();
  expect(refusal.content).toMatch(/as much for you as a day allows here\. .* <t:\d+:R>/);
  stage.as("bob").say("three");
  await stage.simulator.waitFor(() => stage.scripted.started.length === 2 || undefined);
});

test("R24: buttons answer strangers, stale and double presses with a word to them alone, and do nothing", async () => {
  const stage = await Stage.open({ replies: (_, call) => `Reply number ${call}.` });
  await stage.invite();
  stage.as("alice").say("hello");
  const reply = await stage.answered("Reply number 0.");
  await stage.simulator.waitFor(() => labelsOf(reply).includes("1/1") || undefined);
  const stranger = await press(stage, "bob", reply, "next").followed();
  expect(stranger.content).toContain("Only the person whom it answers");
  expect(stranger.visibleTo).toBe(stage.simulator.user("bob").user.id);

  const next = buttonsOf(reply).find(({ customId }) => customId.includes(":next:"));
  const [first, second] = [0, 1].map(() => stage.as("alice").click(reply, next?.customId ?? ""));
  await first?.answered();
  expect((await second?.followUp())?.content).toMatch(/changed in the meantime|writing just now/);
  await stage.answered("Reply number 1.");
  expect(stage.scripted.started).toHaveLength(2);
});

test("R24: who may press is a setting: anyone, where those who manage the channel say so", async () => {
  const stage = await Stage.open({ replies: (_, call) => `Reply number ${call}.` });
  await stage.invite();
  stage.as("alice").say("hello");
  const reply = await stage.answered("Reply number 0.");
  await stage.simulator.waitFor(() => labelsOf(reply).includes("1/1") || undefined);
  const panel = await SettingsPanel.open(stage.as("mara"));
  await panel.group("Replies");
  await panel.setting("Who may use a reply's controls");
  await panel.choose("Who may use a reply's controls", ["anyone"]);
  press(stage, "bob", reply, "next");
  await stage.answered("Reply number 1.");
  await stage.simulator.waitFor(() => labelsOf(reply).includes("2/2") || undefined);
  await panel.press("Inherit");
  const refused = await press(stage, "bob", reply, "back").followed();
  expect(refused.content).toContain("Only the person whom it answers");
});

test("R7: what people edit and delete in Discord is edited and gone in prompts", async () => {
  const stage = await Stage.open();
  await stage.invite();
  const secret = stage.as("alice").say("the password is swordfish");
  await stage.answered("Of course.");
  const name = stage.as("alice").say("my cat is called Tom");
  await stage.simulator.waitFor(() => stage.scripted.started.length === 2 || undefined);
  await stage.answered("Of course.");
  stage.as("alice").edit(name, "my cat is called Tim");
  stage.as("alice").delete(secret);
  stage.as("alice").say("what is my cat called?");
  await stage.simulator.waitFor(() => stage.scripted.started.length === 3 || undefined);
  const prompt = JSON.stringify(stage.scripted.started[2]?.prompt);
  expect(prompt).toContain("my cat is called Tim");
  expect(prompt).not.toMatch(/swordfish|called Tom/);
});

test("R13: /chat undo takes the newest reply back with its question, and /chat continue answers or goes on", async () => {
  const stage = await Stage.open({ replies: (_, call) => `Reply number ${call}.` });
  await stage.invite();
  stage.as("mara").say("one");
  await stage.answered("Reply number 0.");
  stage.as("mara").say("two");
  const second = await stage.answered("Reply number 1.");
  await stage.simulator.waitFor(() => labelsOf(second).includes("1/1") || undefined);
  expect(() => stage.as("mara").slash("chat undo", { n: 0 })).toThrow("a number from 1 to 20");
  const undone = await stage.as("mara").slash("chat undo").reply();
  expect(undone.content).toContain("2 turns");
  await stage.simulator.waitFor(() => second.deletedAt !== null || undefined);
  await stage.as("mara").slash("chat continue").reply();
  await stage.simulator.waitFor(() => stage.scripted.started.length === 3 || undefined);
  expect(stage.scripted.started[2]?.prompt.replyPrefix).toBe("Rosie Oakhart: Reply number 0.");
});

test("R8: a reset is taken back by its button, and the character knows again what was said", async () => {
  const stage = await Stage.open();
  await stage.invite();
  stage.as("mara").say("the password is swordfish");
  await stage.answered("Of course.");
  const reset = await resetChat(stage);
  const undone = await press(stage, "mara", reset, "unreset").followed();
  expect(undone.content).toContain("goes on where it was");
  stage.as("mara").say("what is the password?");
  await stage.simulator.waitFor(() => stage.scripted.started.length === 2 || undefined);
  expect(JSON.stringify(stage.scripted.started[1]?.prompt)).toContain("swordfish");
});
