import { runBatchedBench } from "./support/batched-bench.ts";
import type { Bench } from "./support/bench.ts";
import {
  comparePairs,
  measurePairs,
  newPrompts,
  type Rate,
  rateOf,
  rateOfEngine,
  work,
} from "./support/eight-channels.ts";
import { atLeast, type Figure } from "./support/figures.ts";
import { startLlamaServer } from "./support/llama-server.ts";
import type { BenchModel } from "./support/models.ts";
import type { Moment } from "./support/moment.ts";
import { openTickingEngine } from "./support/ticking-engine.ts";
import { randomModel } from "./support/write-random-model.ts";

const { channels, contextSize, promptTokens, replyTokens } = work;
const rounds = 5;

/** The bot's engine beside llama.cpp's own programs: same file, slots, context, batch, threads and sampling. */
export const native: Bench = {
  name: "native",
  async run({ llamaServer, batchedBench, say }) {
    const figures: Figure[] = [];
    const model = randomModel("realistic");
    if (llamaServer === undefined) say("native: no --llama-server given, skipped");
    else figures.push(await besideLlamaServer(llamaServer, model));
    if (batchedBench === undefined) say("native: no --batched-bench given, skipped");
    else figures.push(await besideBatchedBench(batchedBench, model));
    return figures;
  },
};

async function besideLlamaServer(program: string, model: BenchModel): Promise<Figure> {
  await using server = await startLlamaServer(program, model, { slots: channels, contextSize });
  const theirs = async () => rateOfStreams(await server.run(newPrompts(channels), replyTokens));
  await theirs();
  const { cpu, wall } = await compareWith(model, theirs);
  return {
    name: `tokens/s of ${channels} channels at once / llama-server with ${channels} slots`,
    value: cpu.ratio.toFixed(2),
    goal: atLeast(1.1, cpu.ratio),
    detail: `${model.name}; by processor time (the server's without that of who reads the streams), ${cpu.detail}; by the clock ${wall.ratio.toFixed(2)}, ${wall.detail}`,
  };
}

async function besideBatchedBench(program: string, model: BenchModel): Promise<Figure> {
  const theirs = async (): Promise<Rate> => {
    const options = { sequences: channels, contextSize, promptTokens, replyTokens };
    const rate = await runBatchedBench(program, model, options);
    return { wall: rate, cpu: Number.NaN };
  };
  const { wall } = await compareWith(model, theirs);
  return {
    name: `tokens/s of ${channels} channels at once / llama-batched-bench`,
    value: wall.ratio.toFixed(2),
    goal: atLeast(0.95, wall.ratio),
    detail: `${model.name}; by the clock, ${wall.detail}`,
  };
}

async function compareWith(model: BenchModel, theirs: () => Promise<Rate>) {
  await using ticking = await openTickingEngine(model, { slots: channels, contextSize });
  const ours = () => rateOfEngine(ticking, channels);
  await ours();
  const pairs = await measurePairs(rounds, ours, theirs);
  return { cpu: comparePairs(pairs, "cpu"), wall: comparePairs(pairs, "wall") };
}

/** Counted while all streams flow: from the last one's first token to the first one's last. */
function rateOfStreams(streams: readonly (readonly Moment[])[]): Rate {
  const from = Math.max(...streams.map((stream) => stream[0]?.at ?? Number.NaN));
  const until = Math.min(...streams.map((stream) => stream.at(-1)?.at ?? Number.NaN));
  const within = streams
    .flat()
    .filter(({ at }) => at >= from && at <= until)
    .toSorted((a, b) => a.at - b.at);
  return rateOf(within, 1);
}
