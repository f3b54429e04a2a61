import { openFiles } from "../src/app/open-files.ts";
import type { GenerationQueue } from "../src/generation/generation-queue.ts";
import { createScriptedEngine } from "../src/generation/scripted-engine.ts";
import { systemClock } from "../src/lib/clock.ts";
import { silentLogger } from "../src/lib/logger.ts";
import { createBullMqQueue } from "../src/queue/bullmq-queue.ts";
import { createBullMqWorker } from "../src/queue/bullmq-worker.ts";
import { createInProcessQueue } from "../src/queue/in-process-queue.ts";
import { startPrivateRedis } from "../test/support/private-redis.ts";
import type { Bench } from "./support/bench.ts";
import { type BotStage, hasText, openBotStage } from "./support/bot-stage.ts";
import { atMost, type Figure, median } from "./support/figures.ts";
import { SqliteTime } from "./support/sqlite-time.ts";
import { type WatchedEngine, watchEngine } from "./support/watched-engine.ts";

const turns = 13;
/** Turns that the chat has when it is measured again. */
const longHistory = 2000;
/** What isn't Discord, Redis or SQLite may take so many milliseconds. */
const mostOwnMs = 5;
const mostWaitMs = 30_000;

/** What everything but the model costs, from a message to the running job, and from a token to the edit. */
export const costs: Bench = {
  name: "costs",
  async run({ say }) {
    say("costs: in process");
    const inProcess = await measure(async (engine) => {
      const queue = createInProcessQueue({ engine, clock: systemClock, logger: silentLogger });
      return { queue, close: () => queue[Symbol.asyncDispose]() };
    });
    say("costs: through Redis");
    const redis = await startPrivateRedis().catch(() => undefined);
    if (redis === undefined) {
      say("costs: there is no redis-server, so nothing is measured through Redis");
      return figures("in process", inProcess);
    }
    await using _redis = redis;
    const throughRedis = await measure((engine) => openRedisQueue(redis.url, engine));
    return [...figures("in process", inProcess), ...figures("through Redis", throughRedis)];
  },
};

/** Milliseconds of one turn. */
interface Turn {
  /** Simulator, network and discord.js, until the bot first looks at the message. */
  readonly discord: number;
  /** From then on, until the job is in the queue: what SQLite takes, and everything else. */
  readonly sqlite: number;
  readonly own: number;
  /** Until the engine gets the request. */
  readonly queue: number;
  /** From the reply's first text to the request that shows it. */
  readonly shown: number;
  /** SQLite in the whole turn, and how often it was asked. */
  readonly sqliteInAll: number;
  readonly sqliteCalls: number;
}

interface Measured {
  readonly early: readonly Turn[];
  readonly late: readonly Turn[];
}

interface OpenedQueue {
  readonly queue: GenerationQueue;
  close(): PromiseLike<void>;
}

async function measure(
  openQueue: (engine: WatchedEngine) => Promise<OpenedQueue>,
): Promise<Measured> {
  await using engine = watchEngine(createScriptedEngine({ replies: "The stew is hot, dear." }));
  const opened = await openQueue(engine);
  const submissions: number[] = [];
  const sqlite = new SqliteTime();
  try {
    await using stage = await openBotStage({
      queue: watched(opened.queue, submissions),
      maxReplyTokens: 40,
      rateLimits: "off",
      files: async (settings, context, closer) =>
        sqlite.watch(await openFiles(settings, context, closer)),
    });
    const here = await stage.invite("rosie-oakhart");
    const run = async () => {
      const measured: Turn[] = [];
      for (let turn = 0; turn < turns; turn++)
        measured.push(await takeTurn({ stage, here, engine, submissions, sqlite }));
      // The first ones compile and connect.
      return measured.slice(4);
    };
    const early = await run();
    sqlite.fill(here.channel.id, longHistory);
    return { early, late: await run() };
  } finally {
    await opened.close();
  }
}

async function takeTurn(input: {
  readonly stage: BotStage;
  readonly here: Awaited<ReturnType<BotStage["invite"]>>;
  readonly engine: WatchedEngine;
  readonly submissions: number[];
  readonly sqlite: SqliteTime;
}): Promise<Turn> {
  const { stage, here, engine, submissions, sqlite } = input;
  const before = stage.messages(here).length;
  const asked = engine.generations.length;
  const submitted = submissions.length;
  sqlite.start();
  const said = performance.now();
  here.say("Any stew left?");
  let shownAt = 0;
  await stage.simulator.waitFor(() => {
    const shown = stage.messages(here).slice(before).some(hasText);
    if (shown && shownAt === 0) shownAt = performance.now();
    return shown;
  });
  // The last edit lands and the turn is closed. Nothing of that has to happen in Discord.
  const generation = await until(() => {
    const last = engine.generations[asked];
    return last?.endedAt !== undefined && sqlite.isQuiet ? last : undefined;
  });
  const submittedAt = submissions[submitted] ?? Number.NaN;
  const calls = sqlite.calls();
  const first = calls[0]?.at ?? Number.NaN;
  const untilSubmitted = sum(calls.filter(({ at }) => at < submittedAt).map(({ ms }) => ms));
  return {
    discord: first - said,
    sqlite: untilSubmitted,
    own: submittedAt - first - untilSubmitted,
    queue: generation.startedAt - submittedAt,
    shown: shownAt - (generation.firstTextAt ?? Number.NaN),
    sqliteInAll: sum(calls.map(({ ms }) => ms)),
    sqliteCalls: calls.length,
  };
}

async function until<T>(check: () => T | undefined): Promise<T> {
  const deadline = performance.now() + mostWaitMs;
  for (;;) {
    const found = check();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error("a turn of the bench doesn't end");
    await systemClock.sleep(5);
  }
}

function watched(queue: GenerationQueue, submissions: number[]): GenerationQueue {
  return new Proxy(queue, {
    get(target, name) {
      if (name === "submit") submissions.push(performance.now());
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

async function openRedisQueue(redisUrl: string, engine: WatchedEngine): Promise<OpenedQueue> {
  const shared = { redisUrl, prefix: "bench", clock: systemClock, logger: silentLogger };
  const queue = await createBullMqQueue(shared);
  const worker = createBullMqWorker({ ...shared, engine, workerId: "bench" });
  await worker.start();
  return {
    queue,
    async close() {
      await worker.close();
      await queue[Symbol.asyncDispose]();
    },
  };
}

function figures(where: string, { early, late }: Measured): readonly Figure[] {
  const ms = (of: readonly Turn[], part: (turn: Turn) => number) => median(of.map(part));
  const show = (part: (turn: Turn) => number) => ms(early, part).toFixed(1);
  const own = ms(early, (turn) => turn.own);
  const bot = (turn: Turn) => turn.sqlite + turn.own;
  const growth = ms(late, bot) / ms(early, bot);
  return [
    {
      name: `message seen to job running, ${where}: what isn't Discord, Redis or SQLite`,
      value: `${own.toFixed(1)} ms`,
      goal: atMost(mostOwnMs, own),
      detail: `medians of ${early.length} turns: simulator and discord.js ${show((turn) => turn.discord)} ms; SQLite ${show((turn) => turn.sqlite)} ms; deciding and prompt ${show((turn) => turn.own)} ms; queue to engine ${show((turn) => turn.queue)} ms`,
    },
    {
      name: `the same with ${longHistory} more turns in the chat / before, ${where}`,
      value: growth.toFixed(2),
      detail: `SQLite and the bot's own part; ${ms(late, bot).toFixed(1)} / ${ms(early, bot).toFixed(1)} ms; a prompt takes 600 turns at most`,
    },
    {
      name: `first text of a reply to the edit that shows it, ${where}`,
      value: `${show((turn) => turn.shown)} ms`,
      detail: `a whole turn asks SQLite ${show((turn) => turn.sqliteCalls)} times, ${show((turn) => turn.sqliteInAll)} ms in all`,
    },
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
