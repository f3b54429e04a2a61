import { expect, onTestFinished, test } from "vitest";
import { countedSections, type StoredPrompt } from "../../src/conversation/sent-prompt.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import { createPlaygroundServer } from "../../src/playground/playground-server.ts";
import { attachedText } from "../support/actor-files.ts";
import { launchChromium } from "../support/chromium.ts";
import { openDemoEngine } from "../support/demo-engine.ts";
import { buildPlaygroundPage } from "../support/playground-stage.ts";
import { Stage } from "../support/real-bot.ts";

const smallTalk = [
  "the bread smells good today",
  "it rains again outside",
  "somebody left the door open",
  "the fire is low",
  "what a long evening",
];

test("a character remembers what it was told 200 turns ago, and its prompt shows from where", async () => {
  const stage = await Stage.open({
    engine: await openDemoEngine(),
    environment: { TEMPERATURE: "0" },
  });
  await stage.invite();
  const alice = stage.as("alice");
  const told = alice.say("my cat is called Pumpkin");
  await nextReply(stage, 2);
  talk(stage, 200);

  const before = stage.messages().length;
  alice.say("what is my cat called?");
  const { reply, prompt, read } = await nextReply(stage, before + 1);
  expect(reply).toContain("Pumpkin");
  const recalled = prompt.sections.find(({ id }) => id === "memory:recall");
  expect(recalled?.text).toMatch(/- \w+: my cat is called Pumpkin \(.*\d{4}\)/);
  // The model read it there and nowhere else.
  expect(read.filter(({ text }) => text.includes("Pumpkin"))).toEqual([recalled]);

  const answer = await stage.as("mara").slash("debug prompt").reply();
  const link = `https://discord.com/channels/${told.guildId}/${told.channelId}/${told.id}`;
  expect(JSON.stringify(answer.embeds)).toContain(link);
  const trace = prompt.memory?.find(({ text }) => text.includes("Pumpkin"));
  expect(trace?.kind).toBe("turn");
  expect(await attachedText(stage, answer)).toContain(`turn ${trace?.turnId}, ${link}`);
  expect(stage.files.store.turn(trace?.turnId ?? "")?.text).toBe("my cat is called Pumpkin");
});

test("/memory show says what is pinned and by whom, what is summed up, and how much can be recalled", async () => {
  const stage = await Stage.open();
  await stage.invite();
  const mara = stage.as("mara");
  const shown = async () => {
    const [embed] = (await mara.slash("memory show").reply()).embeds;
    return {
      title: embed?.["title"],
      description: embed?.["description"],
      fields: ((embed?.["fields"] ?? []) as readonly { name: string; value: string }[]).map(
        ({ name, value }) => [name, value.replace(/<\/([a-z ]+):\d+>/g, "/$1")],
      ),
    };
  };
  expect((await shown()).fields).toEqual([
    ["Pinned facts", "None. /memory pin adds one."],
    ["Summaries", "None yet."],
  ]);
  await mara.slash("memory pin", { text: "The cellar is flooded." }).reply();
  await mara.slash("memory share", { on: true }).reply();
  const now = await shown();
  expect(now.title).toBe("Memory of this chat");
  expect(now.description).toMatch(/^\d+ turns? can be recalled\. It is shared with other channels/);
  expect(now.fields[0]).toEqual(["Pinned facts", "- The cellar is flooded. (by Mara)"]);

  stage.simulator.build.setLocale(stage.simulator.user("mara").user, "de");
  expect((await shown()).fields[0]?.[1]).toBe("- The cellar is flooded. (von Mara)");
  const refused = await stage.as("alice").slash("memory show").reply();
  expect(refused.content).toContain("who started this chat");
});

test("in the playground, a fact from before 200 turns is told again, and why is shown", async () => {
  const stage = await Stage.open({
    engine: await openDemoEngine(),
    environment: { TEMPERATURE: "0" },
  });
  await stage.invite();
  const builtPage = await buildPlaygroundPage();
  onTestFinished(() => builtPage[Symbol.asyncDispose]());
  const server = await createPlaygroundServer({
    simulator: stage.simulator,
    port: 0,
    pageDirectory: builtPage.path,
    logger: silentLogger,
  });
  onTestFinished(() => server.close());
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(server.url);
  const say = async (text: string) => {
    const before = stage.messages().length;
    await page.getByRole("textbox", { name: /^Message / }).fill(text);
    await page.keyboard.press("Enter");
    return nextReply(stage, before + 1);
  };

  await say("my cat is called Pumpkin");
  talk(stage, 200);
  const { reply } = await say("what is my cat called?");
  expect(reply).toContain("Pumpkin");
  const answer = page.getByRole("article").filter({ hasText: "Pumpkin" }).last();
  await answer.getByRole("button", { name: "⋯" }).click();
  await page.getByRole("button", { name: "Why this reply?" }).click();
  const why = page.getByRole("article").filter({ hasText: "Only you can see this" }).last();
  await why
    .getByText(/Mara: my cat is called Pumpkin/)
    .first()
    .waitFor();
});

/** The character's message after so many others, once it is whole, with its prompt. */
async function nextReply(stage: Stage, after: number) {
  const { store } = stage.files;
  return stage.simulator.waitFor(() => {
    const message = stage
      .messages()
      .slice(after)
      .find(({ author }) => author.webhookId !== null);
    const [conversation] = store.active();
    const turn = conversation && store.lastPrompted(conversation.id);
    const stored = turn && store.promptOf(turn.id);
    return stored !== undefined && message?.content === turn?.text
      ? { reply: turn?.text ?? "", prompt: stored.prompt, read: readSections(stored) }
      : undefined;
  });
}

/** What of a prompt the engine had room for. */
function readSections({ prompt, report }: StoredPrompt) {
  return countedSections(prompt, report)
    .filter(({ included }) => included === true)
    .map(({ section }) => section);
}

/** Turns of other talk, written into the store as if they had been said. */
function talk({ files: { store, memory } }: Stage, turns: number): void {
  const [conversation] = store.active();
  if (conversation === undefined) throw new Error("nobody talks");
  for (let index = 0; index < turns; index += 2) {
    const heard = store.hear(
      {
        conversationId: conversation.id,
        messageId: `talk-${index}`,
        channelId: conversation.channelId,
        authorId: "bob",
        speakerName: "Bob",
        text: `${smallTalk[(index / 2) % smallTalk.length]}, ${index}`,
      },
      { characterId: conversation.characterId, speakerName: "Rosie Oakhart" },
    );
    const answer = heard?.answer;
    if (!answer) throw new Error("nobody answers");
    store.writeReply(answer.id, { text: "Aye, love.", finishReason: "stop", report: null });
    store.closeTurn(answer.id);
  }
  while (memory.recall.takeIn(100) > 0);
}
