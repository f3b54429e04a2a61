import { runBatchedBench } from "./support/batched-bench.ts";
import type { Bench } from "./support/bench.ts";
import {
  comparePairs,
  compareSteps,
  measurePairs,
  newPrompts,
  type Rate,
  rateOf,
  rateOfEngine,
  stepsOf,
  work,
} from "./support/eight-channels.ts";
import { atLeast, type Figure } from "./support/figures.ts";
import { startLlamaServer } from "./support/llama-server.ts";
import type { BenchModel } from "./support/models.ts";
import type { Moment } from "./support/moment.ts";
import { openTickingEngine } from "./support/ticking-engine.ts";
import { randomModel, realisticModel } from "./support/write-random-model.ts";

const { channels, contextSize, promptTokens, replyTokens } = work;
/** Runs of either side: more where a step takes next to nothing. */
const rounds = { realistic: 4, tiny: 15 } as const;
type Kind = keyof typeof rounds;

/** The bot's engine beside llama.cpp's own programs: same file, slots, context, batch, threads and sampling. */
export const native: Bench = {
  name: "native",
  async run({ llamaServer, batchedBench, say }) {
    const figures: Figure[] = [];
    if (llamaServer === undefined) say("native: no --llama-server given, skipped");
    if (batchedBench === undefined) say("native: no --batched-bench given, skipped");
    // The tiny one shows nothing but overhead.
    for (const kind of ["realistic", "tiny"] as const) {
      if (llamaServer !== undefined) figures.push(await besideLlamaServer(llamaServer, kind));
      if (batchedBench !== undefined) figures.push(await besideBatchedBench(batchedBench, kind));
    }
    return figures;
  },
};

async function besideLlamaServer(program: string, kind: Kind): Promise<Figure> {
  const model = kind === "tiny" ? randomModel(kind) : realisticModel();
  await using server = await startLlamaServer(program, model, { slots: channels, contextSize });
  const theirs = async () => rateOfStreams(await server.run(newPrompts(channels), replyTokens));
  await theirs();
  const pairs = await compareWith(model, rounds[kind], theirs);
  const [steps, cpu] = [compareSteps(pairs), comparePairs(pairs, "cpu")];
  return {
    name: `tokens/s of ${channels} channels at once / llama-server with ${channels} slots`,
    value: steps.ratio.toFixed(2),
    goal: atLeast(1.1, steps.ratio),
    detail: `${model.name}; ${steps.detail}; by processor time (the server's without that of who reads the streams) ${cpu.ratio.toFixed(2)}, ${cpu.detail}`,
  };
}

async function besideBatchedBench(program: string, kind: Kind): Promise<Figure> {
  const model = kind === "tiny" ? randomModel(kind) : realisticModel();
  const theirs = async (): Promise<Rate> => {
    const options = { sequences: channels, contextSize, promptTokens, replyTokens };
    const rate = await runBatchedBench(program, model, options);
    return { wall: rate, cpu: Number.NaN, stepsMs: [] };
  };
  const pairs = await compareWith(model, rounds[kind], theirs);
  const wall = comparePairs(pairs, "wall");
  // It tells no more than an average over a run; the best run is the one with least of other programs in it.
  const best = (of: "ours" | "theirs") => Math.max(...pairs.map((pair) => pair[of].wall));
  const ratio = best("ours") / best("theirs");
  return {
    name: `tokens/s of ${channels} channels at once / llama-batched-bench`,
    value: ratio.toFixed(2),
    goal: atLeast(0.95, ratio),
    detail: `${model.name}; by the clock, the best run of each: ${best("ours").toFixed(0)} / ${best("theirs").toFixed(0)} tokens/s; ${wall.ratio.toFixed(2)} as ${wall.detail}`,
  };
}

async function compareWith(model: BenchModel, pairsOfRuns: number, theirs: () => Promise<Rate>) {
  await using ticking = await openTickingEngine(model, { slots: channels, contextSize });
  const ours = () => rateOfEngine(ticking, channels);
  await ours();
  return await measurePairs(pairsOfRuns, ours, theirs);
}

/** Counted while all streams flow: from the last one's first token to the first one's last. */
function rateOfStreams(streams: readonly (readonly Moment[])[]): Rate {
  const from = Math.max(...streams.map((stream) => stream[0]?.at ?? Number.NaN));
  const until = Math.min(...streams.map((stream) => stream.at(-1)?.at ?? Number.NaN));
  const within = streams
    .flat()
    .filter(({ at }) => at >= from && at <= until)
    .toSorted((a, b) => a.at - b.at);
  return { ...rateOf(within, 1), stepsMs: streams.flatMap(stepsOf) };
}
