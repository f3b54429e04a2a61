import type { TickReport } from "../src/inference/llama-cpp/tick-loop.ts";
import { openBareLoop } from "./support/bare-loop.ts";
import type { Bench } from "./support/bench.ts";
import {
  comparePairs,
  compareSteps,
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
  openTickingProcess,
} from "./support/ticking-engine.ts";
import { randomModel, realisticModel } from "./support/write-random-model.ts";

const { channels, contextSize, replyTokens } = work;
/** Runs of either side: more where a step takes next to nothing. */
const rounds = { realistic: 5, tiny: 31 } as const;

/** How fast eight replies flow at once, beside the least that node-llama-cpp needs for it. */
export const throughput: Bench = {
  name: "throughput",
  async run({ say }) {
    const figures: Figure[] = [];
    // The tiny one shows nothing but overhead.
    for (const kind of ["realistic", "tiny"] as const) {
      const model = kind === "tiny" ? randomModel(kind) : realisticModel();
      say(`throughput: ${model.name}`);
      figures.push(...(await compare(model, rounds[kind])));
    }
    return figures;
  },
};

async function compare(model: BenchModel, pairsOfRuns: number): Promise<readonly Figure[]> {
  await using ticking = await openTickingEngine(model, { slots: channels, contextSize });
  await using apart = await openTickingProcess(model, { slots: channels, contextSize });
  await using bare = await openBareLoop(model, { sequences: channels, contextSize });
  const ours = () => rateOfEngine(ticking, channels);
  const asInTheBot = () => rateOfEngine(apart, channels);
  const theirs = async () => rateOf(await bare.run(newPrompts(channels), replyTokens), channels);
  // The first runs warm up whatever there is to warm up.
  await ours();
  await asInTheBot();
  await theirs();
  const pairs = await measurePairs(pairsOfRuns, ours, theirs);
  const botSteps = compareSteps(await measurePairs(pairsOfRuns, asInTheBot, theirs));
  const [steps, cpu] = [compareSteps(pairs), comparePairs(pairs, "cpu")];
  return [
    {
      name: `tokens/s of ${channels} channels at once / bare lock-step loop of node-llama-cpp`,
      value: steps.ratio.toFixed(3),
      goal: atLeast(0.98, steps.ratio),
      detail: `${model.name}; ${steps.detail}; by processor time ${cpu.ratio.toFixed(3)}, ${cpu.detail}`,
    },
    {
      name: `the same from a process of the model's own, as in the bot / bare lock-step loop`,
      value: botSteps.ratio.toFixed(3),
      goal: atLeast(0.98, botSteps.ratio),
      detail: `${model.name}; ${botSteps.detail}; steps by the clock of that process, while this one takes its texts`,
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
