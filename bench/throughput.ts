import type { TickReport } from "../src/inference/llama-cpp/tick-loop.ts";
import { openBareLoop } from "./support/bare-loop.ts";
import type { Bench } from "./support/bench.ts";
import {
  comparePairs,
  isDecoding,
  measurePairs,
  newPrompts,
  rateOf,
  rateOfEngine,
  runEngine,
  work,
} from "./support/eight-channels.ts";
import { atLeast, type Figure } from "./support/figures.ts";
import type { BenchModel } from "./support/models.ts";
import {
  type BatchCounts,
  openCountedEngine,
  openTickingEngine,
} from "./support/ticking-engine.ts";
import { randomModel } from "./support/write-random-model.ts";

const { channels, contextSize, replyTokens } = work;
const rounds = 5;

/** How fast eight replies flow at once, beside the least that node-llama-cpp needs for it. */
export const throughput: Bench = {
  name: "throughput",
  async run({ say }) {
    const figures: Figure[] = [];
    // The tiny one shows nothing but overhead.
    for (const model of [randomModel("realistic"), randomModel("tiny")]) {
      say(`throughput: ${model.name}`);
      figures.push(...(await compare(model)));
    }
    return figures;
  },
};

async function compare(model: BenchModel): Promise<readonly Figure[]> {
  await using ticking = await openTickingEngine(model, { slots: channels, contextSize });
  await using bare = await openBareLoop(model, { sequences: channels, contextSize });
  const ours = () => rateOfEngine(ticking, channels);
  const theirs = async () => rateOf(await bare.run(newPrompts(channels), replyTokens), channels);
  // The first runs warm up whatever there is to warm up.
  await ours();
  await theirs();
  const pairs = await measurePairs(rounds, ours, theirs);
  const [cpu, wall] = [comparePairs(pairs, "cpu"), comparePairs(pairs, "wall")];
  return [
    {
      name: `tokens/s of ${channels} channels at once / bare lock-step loop of node-llama-cpp`,
      value: cpu.ratio.toFixed(3),
      goal: atLeast(0.98, cpu.ratio),
      detail: `${model.name}; by processor time, ${cpu.detail}; by the clock ${wall.ratio.toFixed(3)}, ${wall.detail}`,
    },
    await averageBatch(model),
  ];
}

async function averageBatch(model: BenchModel): Promise<Figure> {
  const ticks: (TickReport & BatchCounts)[] = [];
  await using engine = await openCountedEngine(model, { slots: channels, contextSize }, (tick) =>
    ticks.push(tick),
  );
  const ratios: string[] = [];
  for (const active of [2, 4, 8]) {
    ticks.length = 0;
    await runEngine(engine, active);
    const decoding = ticks.filter((tick) => isDecoding(tick, active));
    const rows = decoding.reduce((total, tick) => total + tick.rows, 0);
    const batches = decoding.reduce((total, tick) => total + tick.batches, 0);
    ratios.push((rows / batches / active).toFixed(2));
  }
  return {
    name: "average batch / active sequences, at 2, 4 and 8",
    value: ratios.join(", "),
    goal: { text: "1.00 exactly", met: ratios.every((ratio) => ratio === "1.00") },
    detail: `${model.name}; batches counted below the library; exact`,
  };
}
