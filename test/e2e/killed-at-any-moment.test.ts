import { expect, inject, onTestFinished, test } from "vitest";
import type { SimulatorEvent } from "../../src/simulator/events.ts";
import { startCompletionServer } from "../support/completion-server.ts";
import { kill, moment, openKilledScene, replyOf, said } from "../support/killed-scene.ts";
import { startScriptedWorker } from "../support/scripted-worker.ts";

interface Moment {
  readonly name: string;
  /** The model thinks for longer than the bot does without a placeholder. */
  readonly slow?: boolean;
  readonly isNow: (event: SimulatorEvent) => boolean;
}

const moments: readonly Moment[] = [
  {
    name: "when the message has just been said",
    isNow: (event) => event.type === "message-created",
  },
  { name: "when the character begins to type", isNow: (event) => event.type === "typing" },
  {
    name: "when the placeholder has just been sent",
    slow: true,
    isNow: (event) => event.type === "message-created" && event.message.author.webhookId !== null,
  },
  {
    name: "when the placeholder's request has been answered",
    slow: true,
    isNow: (event) => event.type === "request-logged" && isWebhookPost(event.request),
  },
  {
    name: "when the text can be seen",
    isNow: (event) =>
      (event.type === "message-updated" || event.type === "message-created") &&
      event.message.author.webhookId !== null &&
      event.message.content.length > 1,
  },
];

function isWebhookPost({
  method,
  route,
}: {
  readonly method: string;
  readonly route: string | null;
}) {
  return method === "POST" && route === "/webhooks/{webhook_id}/{webhook_token}";
}

const answer = "Of course, love.";

/** A model on a server that outlives the bots; `think` makes it wait with whatever is asked from now on. */
async function quickModel() {
  let thinking: Promise<void> | undefined;
  const server = await startCompletionServer({
    reply: answer,
    beforeToken: () => thinking,
  });
  onTestFinished(() => server[Symbol.asyncDispose]());
  return {
    settings: { ENGINE: "openai", ENGINE_URL: server.url },
    think: (slow: boolean) => {
      thinking = slow ? new Promise(() => {}) : undefined;
    },
  };
}

test("a bot that is killed at any moment answers each message once, after a restart", async () => {
  const { settings, think } = await quickModel();
  const { discord, run } = await openKilledScene(settings);
  const tavern = discord.user("alice").in("#tavern");
  let bot = run("start");
  await bot.line(/connected to Discord/);
  await tavern.slash("chat start", { character: "rosie-oakhart", answer: "always" }).reply();
  await replyOf(discord);

  for (const { name, slow = false, isNow } of moments) {
    think(slow);
    const now = moment(discord, isNow);
    tavern.say(`this is said ${name}`);
    await now;
    await kill(bot);
    think(false);
    bot = run("start");
    await replyOf(discord);
    // What was owed comes before the answer to this.
    tavern.say("and now?");
    await replyOf(discord);
  }

  const speakers = said(discord).map(({ author }) => author.name);
  const expected = moments.flatMap(() => ["Alice", "Rosie Oakhart", "Alice", "Rosie Oakhart"]);
  expect(speakers).toEqual(["Rosie Oakhart", ...expected]);
});

test("what is said before there is a worker is answered when one comes, and in the same message by another when that one is killed", async () => {
  const redis = {
    REDIS_URL: inject("redisUrl"),
    QUEUE_PREFIX: `killed-${process.pid}`,
    JOB_LOCK_MS: "2000",
  };
  const { settings } = await quickModel();
  const { discord, run } = await openKilledScene({ ...redis, ...settings });
  const tavern = discord.user("alice").in("#tavern");
  const bot = run("start");
  await bot.line(/No worker is there yet: start one with `hearthside worker`/);
  await bot.line(/connected to Discord/);
  await tavern.slash("chat start", { character: "rosie-oakhart", answer: "always" }).reply();
  await replyOf(discord);
  tavern.say("is anybody there?");
  const model = await tavern.slash("model show").reply();
  expect(JSON.stringify(model.embeds)).toContain("Replies wait until there is one");

  const doomed = await startScriptedWorker({
    redisUrl: redis.REDIS_URL,
    prefix: redis.QUEUE_PREFIX,
    lockMs: 2000,
    beginning: "I was about to say something and ",
  });
  onTestFinished(() => doomed.kill());
  const begun = await discord.waitFor(
    () => said(discord).find(({ content }) => content.includes("I was about to say")),
    { what: "the beginning of the reply" },
  );
  await doomed.kill();
  const heir = run("worker");
  await heir.line(/takes jobs/);
  await discord.waitFor(() => begun.content === answer, { what: "the other worker's reply" });
  tavern.say("and now?");
  await replyOf(discord);
  expect(said(discord).map(({ author }) => author.name)).toEqual([
    "Rosie Oakhart",
    "Alice",
    "Rosie Oakhart",
    "Alice",
    "Rosie Oakhart",
  ]);
});
