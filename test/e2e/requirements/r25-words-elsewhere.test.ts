import { expect, test, vi } from "vitest";
import { attachedText } from "../../support/actor-files.ts";
import { forget, stands } from "../../support/forgetting.ts";
import { Stage } from "../../support/real-bot.ts";

/** Resolves when so many turns are owed. */
const owed = (stage: Stage, count: number) =>
  vi.waitFor(() => expect(stage.files.store.owedTurns()).toHaveLength(count), { timeout: 20_000 });

test("R25: what opened somebody's forum post is theirs, whoever starts a chat below it", async () => {
  const stage = await Stage.open();
  const { build, world } = stage.simulator;
  const guild = world.guilds[0];
  if (guild === undefined) throw new Error("unreachable");
  const forum = build.createChannel({ guild, name: "quests", kind: "forum" });
  const author = stage.simulator.user("alice").user;
  const post = (name: string) =>
    build.createPost({ forum, name, author, text: "A zibbelwitz lives here." });
  const scenario = (id: string) => stage.files.store.ofChannel(id)?.scenario;
  const start = (id: string) =>
    stage.as("mara", id).slash("chat start", { character: "rosie-oakhart" }).reply();
  const mill = post("The mill");
  await start(mill.id);
  expect(scenario(mill.id)).toContain("zibbelwitz");
  await stage.as("alice").slash("privacy opt-out").reply();
  expect(scenario(mill.id)).toBe(null);
  const cellar = post("The cellar");
  await start(cellar.id);
  expect(scenario(cellar.id)).toBe(null);
});

test("R25: an author's note is of who wrote it, and goes with them, out of prompts that are kept too", async () => {
  const stage = await Stage.open();
  await stage.invite();
  const mara = stage.as("mara");
  await mara.slash("note set", { text: "A zibbelwitz is near." }).reply();
  stage.as("bob").say("Good evening, Rosie.");
  await stage.answered("Of course.");
  await owed(stage, 0);
  const prompt = stage.scripted.started.at(-1)?.prompt.sections ?? [];
  expect(prompt.some(({ text }) => text.includes("zibbelwitz"))).toBe(true);
  expect(stands(stage, "zibbelwitz")).toBe(true);
  const file = await attachedText(stage, await mara.slash("privacy export").reply());
  expect(JSON.parse(file)).toMatchObject({ notes: [{ text: "A zibbelwitz is near." }] });
  await forget(stage, "forget", "mara");
  expect(stands(stage, "zibbelwitz")).toBe(false);
  expect(stage.transcript().slice(-2)).toEqual([
    "Bob: Good evening, Rosie.",
    "Rosie Oakhart: Of course.",
  ]);
});

test.each(["forget", "opt-out"])(
  "R25: with %s a reply to somebody else is begun again without the leaver's note and facts",
  async (way) => {
    const stage = await Stage.open({
      replies: (_, call) =>
        call === 0 ? { steps: [{ hold: new Promise(() => {}) }] } : "Of course.",
    });
    await stage.invite();
    const mara = stage.as("mara");
    await mara.slash("note set", { text: "A zibbelwitz is near." }).reply();
    await mara.slash("memory pin", { text: "Quorlax rules the marshes." }).reply();
    stage.as("bob").say("Good evening, Rosie.");
    await stage.simulator.waitFor(() => stage.scripted.started.length === 1 || undefined);
    const prompt = (index: number) =>
      stage.scripted.started[index]?.prompt.sections.map(({ text }) => text).join("\n");
    expect(prompt(0)).toMatch(/Quorlax[^]*zibbelwitz/);
    if (way === "forget") await forget(stage, "forget", "mara");
    else await mara.slash("privacy opt-out").reply();
    await stage.answered("Of course.");
    expect(stage.scripted.started).toHaveLength(2);
    expect(prompt(1)).toContain("Good evening, Rosie.");
    expect(prompt(1)).not.toMatch(/Quorlax|zibbelwitz/);
  },
);
