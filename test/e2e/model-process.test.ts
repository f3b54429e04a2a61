import { expect, test } from "vitest";
import { type OpenedEngine, openEngine } from "../../src/app/open-engine.ts";
import { loadSettings } from "../../src/config/load-settings.ts";
import type { TextEngine } from "../../src/generation/text-engine.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import { engineProcessesOf } from "../support/process-list.ts";
import { Stage } from "../support/real-bot.ts";
import { testGpu } from "../support/test-gpu.ts";

const channels = ["#tavern", "#library"];

/** The bot with a model in a process of its own, which is killed at a piece of a reply where `isDeadly` says so. */
async function openInn(isDeadly: (deaths: number) => boolean) {
  const settings = loadSettings({
    CONTEXT_SIZE: "1024",
    SLOTS: "2",
    GPU: testGpu,
    THREADS: "1",
    KEPT_STATES_MB: "0",
  });
  const context = {
    logger: silentLogger,
    clock: systemClock,
    print: () => {},
    signal: new AbortController().signal,
  };
  const others = engineProcessesOf(process.pid);
  const opened = await openEngine(settings, context);
  const killed = new Set<number>(others);
  const deaths = { count: 0 };
  const onText = () => {
    const alive = engineProcessesOf(process.pid).filter((pid) => !killed.has(pid));
    // More of what the dead one has said may still come.
    if (alive.length === 0 || !isDeadly(deaths.count)) return;
    deaths.count++;
    for (const pid of alive) {
      process.kill(pid, "SIGKILL");
      killed.add(pid);
    }
  };
  const stage = await Stage.open({ opened: { ...opened, engine: watched(opened, onText) } });
  return { stage, deaths };
}

function watched({ engine }: OpenedEngine, onText: () => void): TextEngine {
  return {
    info: engine.info,
    status: () => engine.status(),
    async *generate(request, signal) {
      for await (const part of engine.generate(request, signal)) {
        if (part.type === "text-delta") onText();
        yield part;
      }
    },
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  };
}

/** What the bot has shown in a channel since the last thing that a person said. */
function answersIn(stage: Stage, channel: string): readonly string[] {
  const messages = stage.messages(channel);
  const last = messages.findLastIndex(({ author }) => !author.bot);
  return messages
    .slice(last + 1)
    .filter(({ author }) => author.bot)
    .map(({ content }) => content);
}

/** Resolves when something stands there and nothing more is owed. */
async function answered(stage: Stage, channel: string): Promise<void> {
  const isAnswered = () =>
    answersIn(stage, channel).length > 0 && stage.files.store.owedTurns().length === 0;
  // A process takes some seconds of a processor to be ready, and here that happens several times.
  await expect.poll(isAnswered, { timeout: 100_000 }).toBe(true);
}

test("a model's process that is killed during chats costs no reply and doubles none", async () => {
  const { stage, deaths } = await openInn((count) => count === 0);
  for (const channel of channels) await stage.invite(channel);
  for (const channel of channels) stage.as("alice", channel).say("Good evening! Any stew left?");
  for (const channel of channels) await answered(stage, channel);
  expect(deaths.count).toBe(1);
  expect(channels.map((channel) => answersIn(stage, channel))).toEqual(
    channels.map(() => [expect.stringMatching(/\w/)]),
  );
});

test("a reply whose model dies at every try is given up after two, and the next one is answered", async () => {
  let deadly = true;
  const { stage, deaths } = await openInn(() => deadly);
  await stage.invite();
  stage.as("alice").say("Good evening! Any stew left?");
  await answered(stage, "#tavern");
  expect(deaths.count).toBe(2);
  deadly = false;
  stage.as("alice").say("And now?");
  await answered(stage, "#tavern");
  expect(deaths.count).toBe(2);
  expect(answersIn(stage, "#tavern")).toEqual([expect.stringMatching(/\w/)]);
});
