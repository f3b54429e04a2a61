import { expect, test } from "vitest";
import type { SimMessage } from "../../../src/simulator/world/records.ts";
import { labelsOf, press } from "../../support/pressing.ts";
import { Stage } from "../../support/real-bot.ts";

/** Rosie in the tavern, and one reply of hers to Alice. */
async function aReply() {
  const stage = await Stage.open({ replies: (_, call) => `Reply number ${call}.` });
  await stage.invite();
  stage.as("alice").say("any news?");
  const reply = await stage.answered("Reply number 0.");
  await withRow(stage, reply, "1/1");
  return { stage, reply };
}

function withRow(stage: Stage, message: SimMessage, label: string) {
  return stage.simulator.waitFor(() => labelsOf(message).includes(label) || undefined, {
    what: `a row with ${label}`,
  });
}

const lastPrompt = (stage: Stage) =>
  stage.scripted.started.at(-1)?.prompt.sections.map(({ text }) => text) ?? [];

const threads = (stage: Stage) => stage.simulator.world.channels.filter(({ thread }) => thread);

async function branchFrom(stage: Stage, reply: SimMessage): Promise<string> {
  const menu = await press(stage, "alice", reply, "more").followed();
  const told = await press(stage, "alice", menu, "Branch to thread").followed();
  const id = /<#(\d+)>/.exec(told.content)?.[1];
  if (id === undefined) throw new Error(`no thread in: ${told.content}`);
  return id;
}

test("R13: a branch goes on in a thread with what is shown up to the reply, also after a restart, and the channel stays as it is", async () => {
  const { stage, reply } = await aReply();
  press(stage, "alice", reply, "next");
  await stage.answered("Reply number 1.");
  await withRow(stage, reply, "2/2");
  await stage.as("mara").slash("memory pin", { text: "The inn is called the Hart." }).reply();
  await stage
    .as("mara")
    .slash("character add", { character: "isolde-marrow", greeting: "none" })
    .reply();

  const thread = await branchFrom(stage, reply);
  const shown = await stage.answered("Reply number 1.", thread);
  expect(shown.author).toMatchObject({ name: "Rosie Oakhart" });
  expect(stage.simulator.world.channel(thread)?.parentId).toBe(reply.channelId);
  await withRow(stage, shown, "1/1");

  await stage.stopBot();
  await stage.startBot();
  stage.as("alice", thread).say("Rosie, and in here?");
  await stage.answered("Reply number 2.", thread);
  const prompt = lastPrompt(stage);
  expect(prompt).toContain("Alice: any news?");
  expect(prompt).toContain("Rosie Oakhart: Reply number 1.");
  expect(prompt.join("\n")).not.toContain("Reply number 0.");
  expect(prompt.join("\n")).toContain("The inn is called the Hart.");
  const branched = stage.files.store.ofChannel(thread);
  expect(branched?.cast.map(({ characterId }) => characterId)).toEqual([
    "rosie-oakhart",
    "isolde-marrow",
  ]);

  stage.as("alice").say("Rosie, and out here?");
  await stage.answered("Reply number 3.");
  expect(lastPrompt(stage).join("\n")).not.toContain("in here?");
});

test("R13: a branch from an older reply leaves out what followed it", async () => {
  const { stage, reply } = await aReply();
  stage.as("alice").say("the password is swordfish");
  const second = await stage.answered("Reply number 1.");
  await withRow(stage, second, "1/1");
  const menu = await stage.as("alice").messageMenu(reply, "Regenerate / swipe").reply();
  await press(stage, "alice", menu, "branch").followed();
  const [thread] = threads(stage);
  await stage.answered("Reply number 0.", thread?.id);
  stage.as("alice", thread?.id).say("what else?");
  await stage.answered("Reply number 2.", thread?.id);
  expect(lastPrompt(stage).join("\n")).not.toContain("swordfish");
  expect(second.deletedAt).toBeNull();
});

test("R13: where the bot may open no threads, branching says what is missing and leaves nothing behind", async () => {
  const { stage, reply } = await aReply();
  const channel = stage.simulator.world.channel("#tavern");
  if (channel === undefined) throw new Error("unreachable");
  stage.simulator.build.setPermissions({
    channel,
    of: "bot",
    deny: ["CREATE_PUBLIC_THREADS"],
  });
  const menu = await press(stage, "alice", reply, "more").followed();
  const told = await press(stage, "alice", menu, "branch").followed();
  expect(told.content).toContain(
    'I may not open a thread here. Please give me: "Create Public Threads"',
  );
  expect(threads(stage)).toEqual([]);
});

test("R13: two quick clicks make one branch", async () => {
  const { stage, reply } = await aReply();
  const menu = await press(stage, "alice", reply, "more").followed();
  const clicks = [press(stage, "alice", menu, "branch"), press(stage, "alice", menu, "branch")];
  for (const click of clicks) await click.settled();
  await stage.simulator.waitFor(() => menu.content.includes("<#") || undefined);
  expect(threads(stage)).toHaveLength(1);
});

test("R13: a reply is pinned to memory from its menu by the host, and prompts have it", async () => {
  const { stage, reply } = await aReply();
  const refused = await press(stage, "alice", reply, "more").followed();
  expect((await press(stage, "alice", refused, "pin").followed()).content).toContain("Only <@");
  const menu = await press(stage, "mara", reply, "more").followed();
  const told = await press(stage, "mara", menu, "Pin to memory").followed();
  expect(told.content).toBe("Kept in mind: Rosie Oakhart: Reply number 0.");
  const shown = await stage.as("mara").slash("memory show").reply();
  expect(JSON.stringify(shown.embeds)).toContain("Rosie Oakhart: Reply number 0.");
});
