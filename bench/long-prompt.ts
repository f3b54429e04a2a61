import { systemClock } from "../src/lib/clock.ts";
import type { Bench } from "./support/bench.ts";
import { atLeast, type Figure, median } from "./support/figures.ts";
import { benchRequest, oneText, someText } from "./support/requests.ts";
import { openTickingEngine, type Tick, type TickingEngine } from "./support/ticking-engine.ts";
import { askDirectly } from "./support/watched-engine.ts";
import { realisticModel } from "./support/write-random-model.ts";

const talkers = 3;
const promptTokens = 3_000;
/** Steps in which the three talk alone, before. */
const quietTicks = 40;
const repetitions = 1;

/** What three replies that are being written feel when somebody comes with a long prompt. */
export const longPrompt: Bench = {
  name: "long-prompt",
  async run({ say }) {
    const model = realisticModel();
    say(`long-prompt: ${model.name}`);
    const shape = { slots: talkers + 1, contextSize: 4096 };
    await using sharing = await openTickingEngine(model, shape);
    // For whom time stands still, reading costs nothing: a piece of the prompt goes into every step.
    await using greedy = await openTickingEngine(model, {
      ...shape,
      clock: { ...systemClock, now: () => 0 },
    });
    const runs: { shared: Disturbance; greedy: Disturbance }[] = [];
    for (let run = 0; run < repetitions; run++)
      runs.push({ shared: await disturb(sharing, run), greedy: await disturb(greedy, run) });
    return figures(model.name, runs, await readAlone(sharing));
  },
};

interface Disturbance {
  /** Tokens per second of all three together. */
  readonly quietRate: number;
  readonly disturbedRate: number;
  readonly quietGapMs: number;
  readonly longestGapMs: number;
  /** How long the long prompt took. */
  readonly readingMs: number;
}

async function disturb(ticking: TickingEngine, run: number): Promise<Disturbance> {
  const stop = new AbortController();
  const talking = Array.from({ length: talkers }, (_, channel) => {
    const request = benchRequest({
      conversationKey: `talker-${channel}`,
      sections: oneText(someText(60, run * 10 + channel)),
      maxTokens: 3_500,
      seed: channel + 1,
    });
    return drain(ticking.engine.generate(request, stop.signal));
  });
  ticking.takeTicks();
  const ticks: Tick[] = [];
  const collect = async (count: number) => {
    for (let end = ticks.length + count; ticks.length < end; ) {
      ticks.push(...ticking.takeTicks());
      await systemClock.sleep(20);
    }
  };
  await collect(quietTicks);
  const quiet = ticks.filter((tick) => tick.replies === talkers && tick.promptTokens === 0);
  ticks.length = 0;
  const from = performance.now();
  const long = askDirectly(
    ticking.engine,
    benchRequest({
      conversationKey: `reader-${run}`,
      sections: oneText(someText(promptTokens, 100 + run)),
      maxTokens: 1,
    }),
  );
  const reader = await long;
  ticks.push(...ticking.takeTicks());
  stop.abort();
  await Promise.all(talking);
  const until = reader.firstTextAt ?? Number.NaN;
  const during = ticks.filter(({ at }) => at >= from && at <= until);
  const times = [from, ...during.filter(({ replies }) => replies > 0).map(({ at }) => at)];
  const tokens = during.reduce((total, { replies }) => total + Math.min(replies, talkers), 0);
  return {
    quietRate: ((quiet.length - 1) * talkers * 1000) / lastsMs(quiet.map(({ at }) => at)),
    disturbedRate: (tokens * 1000) / (until - from),
    quietGapMs: Math.max(...gaps(quiet.map(({ at }) => at))),
    longestGapMs: Math.max(...gaps(times)),
    readingMs: until - from,
  };
}

/** How long the same prompt takes when nobody else is there. */
async function readAlone(ticking: TickingEngine): Promise<number> {
  const reader = await askDirectly(
    ticking.engine,
    benchRequest({
      conversationKey: "alone",
      sections: oneText(someText(promptTokens, 99)),
      maxTokens: 1,
    }),
  );
  return (reader.firstTextAt ?? Number.NaN) - reader.startedAt;
}

function figures(
  model: string,
  runs: readonly { readonly shared: Disturbance; readonly greedy: Disturbance }[],
  aloneMs: number,
): readonly Figure[] {
  const of = (way: "shared" | "greedy", measure: (run: Disturbance) => number) =>
    median(runs.map((run) => measure(run[way])));
  const ratio = (way: "shared" | "greedy") =>
    of(way, ({ disturbedRate, quietRate }) => disturbedRate / quietRate);
  const describe = (way: "shared" | "greedy") =>
    [
      `${of(way, (run) => run.disturbedRate).toFixed(0)} / ${of(way, (run) => run.quietRate).toFixed(0)} tokens/s`,
      `the prompt takes ${(of(way, (run) => run.readingMs) / 1000).toFixed(1)} s, alone ${(aloneMs / 1000).toFixed(1)} s`,
      `longest time without a token ${of(way, (run) => run.longestGapMs).toFixed(0)} ms, when nothing is read ${of(way, (run) => run.quietGapMs).toFixed(0)} ms`,
    ].join("; ");
  return [
    {
      name: `tokens of ${talkers} channels while a prompt of ${promptTokens} tokens is read / without it`,
      value: ratio("shared").toFixed(2),
      goal: atLeast(0.5, ratio("shared")),
      detail: `${model}; medians of ${runs.length}; ${describe("shared")}`,
    },
    {
      name: "the same with a piece of the prompt in every step",
      value: ratio("greedy").toFixed(2),
      detail: describe("greedy"),
    },
  ];
}

function gaps(times: readonly number[]): readonly number[] {
  return times.slice(1).map((time, index) => time - (times[index] ?? time));
}

function lastsMs(times: readonly number[]): number {
  return (times.at(-1) ?? Number.NaN) - (times[0] ?? Number.NaN);
}

async function drain(parts: AsyncIterable<unknown>): Promise<void> {
  for await (const part of parts) void part;
}
