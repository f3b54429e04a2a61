import { expect, inject, onTestFinished, test } from "vitest";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import type { SimulatorEvent } from "../../src/simulator/events.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import type { SimMessage } from "../../src/simulator/world/records.ts";
import { expectLawful } from "../support/checked-simulator.ts";
import { discordSchemaCheck } from "../support/discord-schema-check.ts";
import { type ProgramProcess, startProgram } from "../support/program-process.ts";
import { startScriptedWorker } from "../support/scripted-worker.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** The built program in processes of its own, on a simulated Discord, with the demo model. */
async function openScene() {
  const schemaCheck = discordSchemaCheck();
  const discord = createSimulator({
    waitTimeoutMs: 45_000,
    ...(schemaCheck === undefined ? {} : { schemaCheck }),
  });
  await discord.start();
  const folder = temporaryFolder();
  const programs: ProgramProcess[] = [];
  onTestFinished(async () => {
    for (const program of programs) await program[Symbol.asyncDispose]();
    await discord.stop();
    folder[Symbol.dispose]();
    expectLawful(discord);
  });
  const run = (command: string, settings: Readonly<Record<string, string>> = {}) => {
    const program = startProgram({
      command: process.execPath,
      args: ["--enable-source-maps", "dist/src/cli/main.js", command],
      environment: {
        DISCORD_TOKEN: discord.token,
        DISCORD_API_BASE: discord.apiBase,
        DISCORD_CDN_BASE: discord.cdnBase,
        DATABASE_FILE: folder.file("hearthside.db"),
        ...settings,
      },
    });
    programs.push(program);
    return program;
  };
  return { discord, run, tavern: discord.user("alice").in("#tavern") };
}

/** Everything in #tavern that was said by Alice or by a character. */
function said(discord: Simulator): readonly SimMessage[] {
  const channel = discord.world.channel("#tavern");
  return discord.world
    .messagesIn(channel?.id ?? "")
    .filter(({ author }) => author.webhookId !== null || !author.bot);
}

/** Resolves with the message after Alice's last one, once it is whole. */
function replyOf(discord: Simulator): Promise<SimMessage> {
  return discord.waitFor(
    () => {
      const last = said(discord).at(-1);
      return last?.author.webhookId && /\p{L}{2}/u.test(last.content) && !last.content.endsWith("▌")
        ? last
        : undefined;
    },
    { what: "the reply" },
  );
}

/** Resolves at the first event like this. It must have been asked for before. */
function moment(discord: Simulator, matches: (event: SimulatorEvent) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = discord.on((event) => {
      if (!matches(event)) return;
      unsubscribe();
      resolve();
    });
  });
}

const moments: readonly [string, (event: SimulatorEvent) => boolean][] = [
  ["when the message has just been said", (event) => event.type === "message-created"],
  ["when the character begins to type", (event) => event.type === "typing"],
  [
    "when the placeholder has just been sent",
    (event) => event.type === "message-created" && event.message.author.webhookId !== null,
  ],
  [
    "when the placeholder's request has been answered",
    (event) => event.type === "request-logged" && event.request.method === "POST",
  ],
  [
    "when the text can be seen",
    (event) =>
      (event.type === "message-updated" || event.type === "message-created") &&
      event.message.author.webhookId !== null &&
      event.message.content.length > 1,
  ],
];

test("a bot that is killed at any moment answers each message once, after a restart", async () => {
  const { discord, run, tavern } = await openScene();
  let bot = run("start");
  await bot.line(/connected to Discord/);
  await tavern.slash("chat start", { character: "rosie-oakhart", answer: "always" }).reply();
  await replyOf(discord);

  for (const [name, matches] of moments) {
    const now = moment(discord, matches);
    tavern.say(`this is said ${name}`);
    await now;
    bot.signal("SIGKILL");
    expect(await bot.ended).toBe("SIGKILL");
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

test("a worker that is killed in mid-reply is replaced by another one, in the same message", async () => {
  const redis = {
    REDIS_URL: inject("redisUrl"),
    QUEUE_PREFIX: `killed-${process.pid}`,
    JOB_LOCK_MS: "2000",
  };
  const { discord, run, tavern } = await openScene();
  const doomed = await startScriptedWorker({
    redisUrl: redis.REDIS_URL,
    prefix: redis.QUEUE_PREFIX,
    lockMs: 2000,
    beginning: "I was about to say something and ",
  });
  onTestFinished(() => doomed.kill());
  const bot = run("bot", redis);
  await bot.line(/connected to Discord/);
  await tavern.slash("chat start", { character: "rosie-oakhart", answer: "always" }).reply();
  await replyOf(discord);

  tavern.say("hello");
  const begun = await discord.waitFor(
    () => said(discord).find(({ content }) => content.includes("I was about to say")),
    { what: "the beginning of the reply" },
  );
  await doomed.kill();
  const heir = run("worker", redis);
  await heir.line(/takes jobs/);
  const reply = await discord.waitFor(
    () => said(discord).find(({ id, content }) => id === begun.id && !content.includes("about to")),
    { what: "the reply of the other worker" },
  );
  expect(reply.content).toMatch(/\p{L}{2}/u);
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

test("what is said before there is a worker is answered when one comes", async () => {
  const redis = {
    REDIS_URL: inject("redisUrl"),
    QUEUE_PREFIX: `without-a-worker-${process.pid}`,
  };
  const { discord, run, tavern } = await openScene();
  const bot = run("start", redis);
  await bot.line(/No worker is there yet: start one with `hearthside worker`/);
  await bot.line(/connected to Discord/);
  await tavern.slash("chat start", { character: "rosie-oakhart", answer: "always" }).reply();
  await replyOf(discord);
  tavern.say("is anybody there?");
  const model = await tavern.slash("model show").reply();
  expect(JSON.stringify(model.embeds)).toContain("Replies wait until there is one");
  const worker = run("worker", redis);
  await worker.line(/takes jobs/);
  await replyOf(discord);
  expect(said(discord).map(({ author }) => author.name)).toEqual([
    "Rosie Oakhart",
    "Alice",
    "Rosie Oakhart",
  ]);
});
