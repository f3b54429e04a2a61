import { expect, test, vi } from "vitest";
import { deferred } from "../../../src/lib/deferred.ts";
import type { SimChannel } from "../../../src/simulator/world/records.ts";
import { labelsOf, press } from "../../support/pressing.ts";
import { Stage, type StageOptions } from "../../support/real-bot.ts";

/** A chat in a thread that somebody else opened: the bot has no say over it but that it may write there. */
async function inThread(options: StageOptions = {}) {
  const stage = await Stage.open(options);
  await stage.invite();
  const { build, world } = stage.simulator;
  const parent = world.channel("#tavern");
  const owner = world.user("alice");
  if (parent === undefined || owner === undefined) throw new Error("unreachable");
  const thread = build.createThread({ parent, name: "cellar", owner });
  stage.as("alice", "#cellar").say("It is dark here.");
  return { stage, thread };
}

function isArchived(thread: SimChannel): boolean {
  return thread.thread?.archived === true;
}

test("R9: a reply in an archived thread can be swiped, which wakes the thread up as a message does", async () => {
  const { stage, thread } = await inThread({ replies: (_, call) => `Reply number ${call}.` });
  const reply = await stage.answered("Reply number 0.", "#cellar");
  await stage.simulator.waitFor(() => labelsOf(reply).includes("1/1"), { what: "the controls" });
  stage.simulator.build.setArchived(thread, true);
  press(stage, "alice", reply, "next");
  const other = await stage.answered("Reply number 1.", "#cellar");
  await stage.simulator.waitFor(() => labelsOf(other).includes("2/2"), { what: "the controls" });
  expect(other.id).toBe(reply.id);
  expect(isArchived(thread)).toBe(false);
});

test("R9: a thread that is archived while a reply is written there gets the whole reply, in one message", async () => {
  const gate = deferred();
  const { stage, thread } = await inThread({
    replies: {
      steps: [
        { text: "It is dark and cold in here, " },
        { hold: gate.promise },
        { text: "and wet." },
      ],
    },
  });
  const begun = await stage.answered(/^It is dark and cold/, "#cellar");
  // As when the gateway tells of it only later.
  if (thread.thread !== null) thread.thread.archived = true;
  gate.resolve();
  const reply = await stage.answered("It is dark and cold in here, and wet.", "#cellar");
  expect(reply.id).toBe(begun.id);
  await vi.waitFor(() => expect(stage.files.store.owedTurns()).toEqual([]), { timeout: 20_000 });
  expect(isArchived(thread)).toBe(false);
  expect(stage.simulator.forgive("archived-thread")).toHaveLength(1);
});

test("R9: in a thread that is archived and locked, controls and commands say that nothing can change there", async () => {
  const { stage, thread } = await inThread({ replies: (_, call) => `Reply number ${call}.` });
  const reply = await stage.answered("Reply number 0.", "#cellar");
  await stage.simulator.waitFor(() => labelsOf(reply).includes("1/1"), { what: "the controls" });
  stage.simulator.build.setLocked(thread, true);
  stage.simulator.build.setArchived(thread, true);
  const refused = await press(stage, "alice", reply, "next").followed();
  expect(refused.content).toContain("archived and locked");
  expect(refused.visibleTo).not.toBeNull();
  const mara = stage.as("mara", "#cellar");
  for (const [command, options] of [
    ["chat next", {}],
    ["chat continue", {}],
    ["narrate", { text: "The lamp goes out." }],
    ["say-as", { character: "rosie-oakhart", text: "Who is there?" }],
  ] as const)
    expect((await mara.slash(command, options).reply()).content).toContain("archived and locked");
  expect(stage.scripted.started).toHaveLength(1);
});

test("R9: a reply in a thread that was archived before the bot started can be swiped, as its channel has it", async () => {
  const environment = { PLACE_DEFAULTS: '{"together":false,"controls":"anyone"}' };
  const { stage, thread } = await inThread({
    replies: (_, call) => `Reply number ${call}.`,
    environment,
  });
  const reply = await stage.answered("Reply number 0.", "#cellar");
  await stage.simulator.waitFor(() => labelsOf(reply).includes("1/1"), { what: "the controls" });
  await stage.stopBot();
  stage.simulator.build.setArchived(thread, true);
  await stage.startBot();
  press(stage, "bob", reply, "next");
  await stage.answered("Reply number 1.", "#cellar");
  expect(isArchived(thread)).toBe(false);
});

test("R9: in a private thread that the bot isn't in, commands say how it gets there", async () => {
  const stage = await Stage.open();
  const { build, world } = stage.simulator;
  const parent = world.channel("#tavern");
  const owner = world.user("alice");
  if (parent === undefined || owner === undefined) throw new Error("unreachable");
  build.createThread({ parent, name: "closet", owner, isPrivate: true });
  const alice = stage.as("alice", "#closet");
  for (const command of ["chat start", "character add"]) {
    const refused = await alice.slash(command, { character: "rosie-oakhart" }).reply();
    expect(refused.content).toContain("I am not in this private thread");
  }
});

test("R9: in a private thread that the bot opened it is heard, also after a restart", async () => {
  const stage = await Stage.open();
  const alice = stage.as("alice");
  const scene = { character: "rosie-oakhart", place: "private-thread" };
  const started = await alice.slash("chat start", scene).reply();
  const id = /<#(\d+)>/.exec(started.content)?.[1] ?? "";
  await stage.simulator.waitFor(() => stage.messages(id).length > 0, { what: "the greeting" });
  await stage.stopBot();
  await stage.startBot();
  const next = await stage.as("alice", id).slash("chat next").reply();
  expect(next.content).toContain("Rosie Oakhart");
  await stage.answered("Of course.", id);
});
