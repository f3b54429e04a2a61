import { describe, expect, test } from "vitest";
import type { GenerationRequest } from "../../../src/generation/request.ts";
import { askWhy } from "../../support/ask-why.ts";
import { labelsOf, press } from "../../support/pressing.ts";
import { Stage } from "../../support/real-bot.ts";

/** Says who speaks; what a test wants said is in the message: `[say: …]`. */
function echo({ prompt }: GenerationRequest): string {
  const last = prompt.sections.at(-1)?.text ?? "";
  const wanted = /\[say: (.*?)\]/.exec(last)?.[1];
  return wanted ?? `I am ${prompt.replyPrefix.replace(":", "").trim()}.`;
}

async function addSilas(stage: Stage, options: Record<string, string> = {}): Promise<void> {
  const added = await stage
    .as("mara")
    .slash("character add", { character: "silas-crane", ...options })
    .reply();
  expect(added.content).toContain("There are 2 characters");
}

function why(stage: Stage, message: { readonly id: string }): Promise<string> {
  return askWhy(stage, message, { person: "alice" });
}

describe("R11: several characters in one channel", () => {
  test("R11: whom the message calls speaks, else whose turn it is, and nobody twice in a row", async () => {
    const stage = await Stage.open({ replies: echo });
    await stage.invite();
    await addSilas(stage, { greeting: "none" });
    const alice = stage.as("alice");
    alice.say("Silas, are you awake?");
    const silas = await stage.answered("I am Silas Crane.");
    expect(silas.author.name).toBe("Silas Crane");
    alice.say("And what is new?");
    await stage.answered("I am Rosie Oakhart.");
    alice.say("Is that all?");
    await stage.answered("I am Silas Crane.");
    alice.say("And you?", { replyTo: silas });
    const again = alice.say("One more time, Silas!");
    await stage.simulator.waitFor(
      () =>
        stage.transcript().filter((line) => line === "Silas Crane: I am Silas Crane.").length === 4,
    );
    expect(await why(stage, again)).toMatch(
      /every message is[\s\S]*\*\*Silas Crane\*\* speaks: the message speaks to them/,
    );
  });

  test("R11: a character who calls another is answered, and the chain ends by itself", async () => {
    const stage = await Stage.open({
      replies: ({ prompt }) =>
        prompt.replyPrefix.startsWith("Rosie") ? "Silas, what do you say?" : "Ask Rosie!",
    });
    await stage.invite();
    await addSilas(stage, { greeting: "none" });
    stage.as("alice").say("Rosie?");
    await stage.simulator.waitFor(() => stage.messages().length === 5);
    stage.as("alice").say("Enough, Rosie.");
    await stage.simulator.waitFor(() => stage.messages().length === 9);
    expect(stage.transcript().slice(1)).toEqual([
      "Alice: Rosie?",
      "Rosie Oakhart: Silas, what do you say?",
      "Silas Crane: Ask Rosie!",
      "Rosie Oakhart: Silas, what do you say?",
      "Alice: Enough, Rosie.",
      "Rosie Oakhart: Silas, what do you say?",
      "Silas Crane: Ask Rosie!",
      "Rosie Oakhart: Silas, what do you say?",
    ]);
  });

  test("R11: the host lets someone speak, tells what happens, speaks as a character, and mutes one", async () => {
    const stage = await Stage.open({ replies: echo });
    await stage.invite();
    await addSilas(stage, { greeting: "none" });
    const mara = stage.as("mara");
    await mara.slash("chat next", { character: "silas-crane" }).reply();
    await stage.answered("I am Silas Crane.");
    await mara.slash("chat next").reply();
    await stage.answered("I am Rosie Oakhart.");
    await mara.slash("narrate", { text: "The lamp goes out." }).reply();
    const told = await stage.answered("The lamp goes out.");
    expect(told.author).toMatchObject({ name: "Narrator" });
    expect(told.author.webhookId).not.toBeNull();
    await mara.slash("narrate", { text: "Who's there?", name: "Old Tom:" }).reply();
    expect((await stage.answered("Who's there?")).author.name).toBe("Old Tom");
    const taken = await mara.slash("narrate", { text: "Boo!", name: "silas crane" }).reply();
    expect(taken.content).toContain("silas crane is a character here");
    await mara.slash("say-as", { character: "silas-crane", text: "Who did that?" }).reply();
    expect((await stage.answered("Who did that?")).author.name).toBe("Silas Crane");
    await mara.slash("character tune", { character: "silas-crane", muted: true }).reply();
    const called = stage.as("alice").say("It was me. Good night!");
    await stage.answered("I am Rosie Oakhart.");
    expect(await why(stage, called)).toContain("nobody else may");
    const prompt = stage.scripted.started.at(-1)?.prompt.sections.map(({ text }) => text);
    expect(prompt).toContain("Narrator: The lamp goes out.");
    expect(prompt).toContain("Silas Crane: Who did that?");
    expect(prompt).toContain("Old Tom: Who's there?");
    const stop = stage.scripted.started.at(-1)?.stop;
    expect(stop).toEqual(
      expect.arrayContaining([
        "\nNarrator:",
        "\nOld Tom:",
        "\nSilas Crane:",
        "\nAlice:",
        "\nRosie Oakhart:",
      ]),
    );
  });

  test("R11: a button in a reply's menu lets whoever is next speak, for who may direct the scene", async () => {
    const stage = await Stage.open({ replies: echo });
    await stage.invite();
    stage.as("alice").say("Rosie?");
    const alone = await stage.answered("I am Rosie Oakhart.");
    const menuOf = async (who: "alice" | "mara", reply: typeof alone) => {
      await stage.simulator.waitFor(() => labelsOf(reply).includes("1/1") || undefined);
      return press(stage, who, reply, "more").followed();
    };
    expect(labelsOf(await menuOf("alice", alone))).not.toContain("Next speaker");
    await addSilas(stage, { greeting: "none" });
    const menu = await menuOf("alice", alone);
    const refused = await press(stage, "alice", menu, "Next speaker").followed();
    expect(refused.content).toContain("who started this chat");
    const next = await press(stage, "mara", await menuOf("mara", alone), "Next speaker").followed();
    expect(next.content).toContain("**Silas Crane**");
    await stage.answered("I am Silas Crane.");
  });

  test("R11: guests don't direct a scene, and the last character can't be sent away", async () => {
    const stage = await Stage.open({ replies: echo });
    await stage.invite();
    await addSilas(stage, { greeting: "none" });
    const bob = stage.as("bob");
    for (const [name, options] of [
      ["chat next", {}],
      ["narrate", { text: "x" }],
      ["say-as", { character: "silas-crane", text: "x" }],
      ["character remove", { character: "silas-crane" }],
    ] as const)
      expect((await bob.slash(name, options).reply()).content).toContain("who started this chat");
    const mara = stage.as("mara");
    const gone = await mara.slash("character remove", { character: "rosie-oakhart" }).reply();
    expect(gone.content).toBe("**Rosie Oakhart** has left.");
    const last = await mara.slash("character remove", { character: "silas-crane" }).reply();
    expect(last.content).toContain("the only character here");
  });
});
