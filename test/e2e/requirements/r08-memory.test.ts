import { expect, test } from "vitest";
import { aFile, attachedText } from "../../support/actor-files.ts";
import { press } from "../../support/pressing.ts";
import { Stage } from "../../support/real-bot.ts";

function promptOf(stage: Stage): string {
  const request = stage.scripted.started.at(-1);
  return (request?.prompt.sections ?? []).map(({ text }) => text).join("\n");
}

async function say(stage: Stage, text: string, channel = "#tavern"): Promise<void> {
  const before = stage.messages(channel).length;
  stage.as("alice", channel).say(text);
  await stage.simulator.waitFor(() => stage.messages(channel).length > before + 1, {
    what: "an answer",
  });
  await stage.answered("Of course.", channel);
}

test("R8: what is pinned stands in prompts, is edited, forgotten and cleared by command", async () => {
  const stage = await Stage.open();
  await stage.invite();
  const mara = stage.as("mara");
  const shown = async () => JSON.stringify((await mara.slash("memory show").reply()).embeds);
  const pinned = await mara.slash("memory pin", { text: "The mill burned down." }).reply();
  expect(pinned.content).toBe("Kept in mind: The mill burned down.");
  expect(await shown()).toContain("The mill burned down.");
  await say(stage, "hello");
  expect(promptOf(stage)).toContain("- The mill burned down.");

  const [fact] = stage.files.memory.facts.facts(stage.files.store.active()[0]?.id ?? "", null);
  const chosen = { fact: fact?.id ?? "" };
  await mara.slash("memory edit", { ...chosen, text: "The mill stands again." }).reply();
  await say(stage, "and now?");
  expect(promptOf(stage)).toContain("- The mill stands again.");
  expect(promptOf(stage)).not.toContain("burned");

  const forgotten = await mara.slash("memory forget", chosen).reply();
  expect(forgotten.content).toBe("Forgotten: The mill stands again.");
  expect((await mara.slash("memory forget", chosen).reply()).content).toContain("isn't pinned");
  await say(stage, "still?");
  expect(promptOf(stage)).not.toContain("stands again");

  // Suggestions give ids; whoever types or pastes gives the words.
  await mara.slash("memory pin", { text: "Mara likes stew." }).reply();
  const edited = { fact: "mara likes stew.", text: "Mara likes soup." };
  expect((await mara.slash("memory edit", edited).reply()).content).toContain("soup");
  const typed = await mara.slash("memory forget", { fact: "Mara likes soup." }).reply();
  expect(typed.content).toBe("Forgotten: Mara likes soup.");

  await mara.slash("memory pin", { text: "One." }).reply();
  await mara.slash("memory pin", { text: "Two.", everyone: true }).reply();
  const cleared = await mara.slash("memory clear").reply();
  expect(cleared.content).toMatch(/^Gone: 2 facts and 0 summaries\. What was said stays\.\n/);
  expect(await shown()).toContain("None.");

  // Whoever cleared by mistake has it all still.
  const kept = await attachedText(stage, cleared);
  await mara.slash("memory import", { file: aFile("memory.json", kept) }).reply();
  expect(await shown()).toMatch(/One\..*Two\./s);
  await mara.slash("memory clear").reply();
  expect((await mara.slash("memory clear").reply()).attachments).toEqual([]);
});

test("R8: search finds who said what, and only those in charge may ask or pin", async () => {
  const stage = await Stage.open();
  await stage.invite();
  await say(stage, "my dragons sleep in the old mill");
  while (stage.files.memory.recall.takeIn(100) > 0);
  const search = (text: string) => stage.as("mara").slash("memory search", { text }).reply();
  expect((await search("dragon")).content).toMatch(/\*\*\w+\*\*: my dragons sleep in the old mill/);
  expect((await search("submarine")).content).toBe("Nothing of the kind was said here.");
  await stage.as("bob").slash("memory pin", { text: "Bob is king." }).reply();
  expect(stage.files.memory.facts.facts(stage.files.store.active()[0]?.id ?? "", null)).toEqual([]);
});

test("R8: another channel recalls what was said once both share, an age-restricted one never, and nobody does of whom opted out", async () => {
  const stage = await Stage.open();
  for (const channel of ["#tavern", "#library", "#nsfw"]) await stage.invite(channel);
  await say(stage, "The silver lantern is hidden in the well.", "#library");
  smallTalk(stage, "#library");
  while (stage.files.memory.recall.takeIn(100) > 0);
  const knows = async (channel: string) => {
    await say(stage, "Where is the silver lantern hidden?", channel);
    return promptOf(stage).includes("hidden in the well");
  };
  const share = async (channel: string) => {
    await stage.as("mara", channel).slash("memory share", { on: true }).reply();
  };
  expect(await knows("#tavern")).toBe(false);
  await share("#tavern");
  expect(await knows("#tavern")).toBe(false);
  await share("#library");
  await share("#nsfw");
  expect(await knows("#tavern")).toBe(true);
  expect(await knows("#nsfw")).toBe(false);

  const library = stage.simulator.world.channel("#library");
  if (library === undefined) throw new Error("there is no library");
  stage.simulator.build.setNsfw(library, true);
  expect(await knows("#tavern")).toBe(false);
  stage.simulator.build.setNsfw(library, false);
  await stage.as("mara", "#library").slash("memory show").reply();
  expect(await knows("#tavern")).toBe(true);
  await stage.as("alice", "#library").slash("privacy opt-out").reply();
  stage.as("bob").say("Where is the silver lantern hidden?");
  await stage.simulator.waitFor(() => stage.messages().at(-1)?.content === "Of course.");
  expect(promptOf(stage)).toContain("Bob: Where is the silver lantern hidden?");
  expect(promptOf(stage)).not.toContain("hidden in the well");
});

/** As if it had been said: enough that a word which is said once tells something. */
function smallTalk({ files: { store }, simulator }: Stage, channel: string): void {
  const channelId = simulator.world.channel(channel)?.id ?? "";
  const conversationId = store.ofChannel(channelId)?.id ?? "";
  for (let index = 0; index < 40; index++) {
    const bob = { authorId: "bob", speakerName: "Bob", text: `What a long evening, ${index}.` };
    store.hear({ conversationId, channelId, messageId: `talk-${index}`, ...bob }, null);
  }
}

test("R8: what somebody asks to remember is pinned by a button below the reply", async () => {
  const stage = await Stage.open();
  await stage.invite();
  await say(stage, "what a night");
  expect(await labels(stage)).not.toContain("Keep that in mind");
  await say(stage, "please remember that I never eat walnuts");
  expect(await labels(stage)).toContain("Keep that in mind");
  const reply = await stage.answered("Of course.");
  const answer = await press(stage, "mara", reply, "Keep that in mind").followed();
  expect(answer.content).toContain("please remember that I never eat walnuts");
  await say(stage, "and now?");
  expect(promptOf(stage)).toMatch(/- \w+: please remember that I never eat walnuts/);
});

test("R8: what is said while nobody answers is taken in as well", async () => {
  const stage = await Stage.open();
  await stage.invite();
  const { store, memory } = stage.files;
  const id = store.active()[0]?.id ?? "";
  const character = "rosie-oakhart";
  await stage.as("mara").slash("chat start", { character, answer: "addressed" }).reply();
  const before = stage.messages().length;
  stage.as("alice").say("the ferry leaves at eight");
  // Nothing happens in Discord when memory has it.
  const known = () => memory.recall.passages.find(id, ["ferry"], { first: 1, last: 99 }, 9);
  await expect.poll(() => known().documents).toBe(1);
  expect(stage.messages()).toHaveLength(before + 1);
});

/** Of the buttons below the newest reply, once it has any. */
async function labels(stage: Stage): Promise<string> {
  return stage.simulator.waitFor(
    () => {
      const components = JSON.stringify(stage.messages().at(-1)?.components ?? []);
      return components.includes("⋯") ? components : undefined;
    },
    { what: "controls" },
  );
}
