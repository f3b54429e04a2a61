import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TextEngine } from "../src/generation/text-engine.ts";
import { SlotGate } from "../src/inference/slot-gate.ts";
import type { Bench } from "./support/bench.ts";
import { type Figure, median } from "./support/figures.ts";
import { openBenchEngine } from "./support/models.ts";
import { benchRequest, oneText, someText } from "./support/requests.ts";
import { askDirectly } from "./support/watched-engine.ts";
import { realisticModel } from "./support/write-random-model.ts";

const slots = 8;
const channels = 16;
const promptTokens = 60;
const replyTokens = 160;

/** Twice as many channels at once as slots, all with long replies: when each has its first words, and what that costs. */
export const crowd: Bench = {
  name: "crowd",
  async run({ say }) {
    const model = realisticModel();
    say(`crowd: ${model.name}`);
    const folder = await mkdtemp(join(tmpdir(), "hearthside-bench-"));
    try {
      const keptStates = { folder, budgetBytes: 4 * 2 ** 30 };
      await using engine = await openBenchEngine(model, { slots, contextSize: 512, keptStates });
      // Everything is touched once, and both kinds of steps are measured.
      await askAll(engine, { channels: slots, tokens: 4, round: 0 });
      // As it was before replies gave way: the engine never has more than it has slots for.
      const queued = await askAll(engine, { channels, tokens: replyTokens, round: 1, gate: slots });
      const inTurns = await askAll(engine, { channels, tokens: replyTokens, round: 2 });
      return figures(model.name, inTurns, queued);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Outcome {
  /** Of each channel, from asking on. */
  readonly firstTextMs: readonly number[];
  readonly tokensPerSecond: number;
  /** Of processor time: what else the machine does isn't in it. */
  readonly tokensPerCpuSecond: number;
  readonly interruptions: number;
  readonly evaluatedAgain: number;
}

async function askAll(
  engine: TextEngine,
  options: {
    readonly channels: number;
    readonly tokens: number;
    readonly round: number;
    /** So many requests are given to the engine at once. Left out: all. */
    readonly gate?: number;
  },
): Promise<Outcome> {
  const { round, tokens } = options;
  const gate = new SlotGate(options.gate ?? options.channels);
  const startedAt = performance.now();
  const cpuAt = process.cpuUsage();
  const replies = await Promise.all(
    Array.from({ length: options.channels }, async (_, channel) => {
      const request = benchRequest({
        conversationKey: `${round}-${channel}`,
        sections: oneText(someText(promptTokens, round * channels + channel)),
        maxTokens: tokens,
        leastTokens: tokens,
        seed: channel + 1,
      });
      const place = await gate.enter(request, new AbortController().signal);
      const reply = await askDirectly(engine, request);
      place?.leave();
      return reply;
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const cpu = process.cpuUsage(cpuAt);
  const written = sum(replies.map(({ report }) => report.generatedTokens));
  const breaks = replies.flatMap(({ report }) => report.interruptions ?? []);
  return {
    firstTextMs: replies.map((reply) => (reply.firstTextAt ?? Number.NaN) - startedAt),
    tokensPerSecond: written / seconds,
    tokensPerCpuSecond: (written * 1e6) / (cpu.user + cpu.system),
    interruptions: sum(breaks.map(({ count }) => count)),
    evaluatedAgain: sum(breaks.map(({ evaluatedTokens }) => evaluatedTokens)),
  };
}

function figures(model: string, inTurns: Outcome, queued: Outcome): readonly Figure[] {
  const worst = ({ firstTextMs }: Outcome) => Math.max(...firstTextMs);
  const middle = ({ firstTextMs }: Outcome) => median(firstTextMs);
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  const both = (of: (outcome: Outcome) => number) =>
    `${seconds(of(inTurns))} / ${seconds(of(queued))} s`;
  const setting = `${channels} channels at once on ${slots} slots`;
  return [
    {
      name: `the last one's time to first text, ${setting}, replies taking turns / one after another`,
      value: (worst(inTurns) / worst(queued)).toFixed(2),
      detail: `${model}; ${both(worst)}, the median one's ${both(middle)}; replies of ${replyTokens} tokens; one gave its slot to another ${inTurns.interruptions} times`,
    },
    {
      name: `tokens/s of ${setting}, replies taking turns / one after another`,
      value: (inTurns.tokensPerSecond / queued.tokensPerSecond).toFixed(2),
      detail: `${model}; ${inTurns.tokensPerSecond.toFixed(0)} / ${queued.tokensPerSecond.toFixed(0)} tokens/s, prompts included; by processor time ${(inTurns.tokensPerCpuSecond / queued.tokensPerCpuSecond).toFixed(2)}; ${inTurns.evaluatedAgain} tokens were read once more`,
    },
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
