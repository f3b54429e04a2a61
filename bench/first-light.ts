import type { GenerationQueue } from "../src/generation/generation-queue.ts";
import { systemClock } from "../src/lib/clock.ts";
import { silentLogger } from "../src/lib/logger.ts";
import { createInProcessQueue } from "../src/queue/in-process-queue.ts";
import type { ActorInChannel } from "../src/simulator/actors/actor.ts";
import type { Bench, BenchOptions } from "./support/bench.ts";
import { type BotStage, hasText, openBotStage } from "./support/bot-stage.ts";
import { type Figure, median, middleHalf } from "./support/figures.ts";
import { demoModel, openBenchEngine, openBenchProcess } from "./support/models.ts";
import { askDirectly, type WatchedEngine, watchEngine } from "./support/watched-engine.ts";

const repetitions = 20;
/** Discord's limits are in force in the simulator; between two replies its buckets fill up again. */
const pauseMs = 2_500;
const maxReplyTokens = 40;

const sayings = [
  "Hello! What is this place?",
  "Do you have a room for the night?",
  "What can I eat here?",
  "Tell me about the people of this town.",
  "It rains outside. May I sit by the fire?",
];

/** Milliseconds from the message to each point on the way of its reply. */
interface Passage {
  readonly submitted: number;
  readonly jobStarted: number;
  readonly firstToken: number;
  /** The first request that carries text of the reply has arrived in the simulator. */
  readonly visible: number;
  /** The same prompt, with the same warm prefix, given to an engine with nothing around it. */
  readonly directFirstToken: number;
  readonly promptTokens: number;
  readonly evaluatedTokens: number;
}

/**
 * What the bot adds to the model's own time between a person's message and the first words of the answer, and how
 * much of the prompt each turn reads again. Simulator, bot and queue run in this process and the model in one of its own,
 * as with `npm start`; the engine that is compared runs here.
 */
export const firstLight: Bench = {
  name: "first-light",
  async run({ say }: BenchOptions): Promise<readonly Figure[]> {
    const shape = { slots: 1, contextSize: 1024 };
    await using engine = watchEngine(await openBenchProcess(demoModel, shape));
    // A twin that sees the same requests in the same order has the same prefix warm.
    await using twin = await openBenchEngine(demoModel, shape);
    const inner = createInProcessQueue({ engine, clock: systemClock, logger: silentLogger });
    const submissions: number[] = [];
    const queue = watchSubmissions(inner, submissions);
    await using stage = await openBotStage({ queue, maxReplyTokens });
    const here = await stage.invite("rosie-oakhart");

    const passages: Passage[] = [];
    for (let turn = 0; turn < repetitions; turn++) {
      const text = sayings[turn % sayings.length] ?? "";
      const sent = await measureTurn({ stage, here, engine, submissions, text });
      await systemClock.sleep(pauseMs);
      const direct = await askDirectly(twin, sent.request);
      passages.push({
        ...sent.passage,
        directFirstToken: (direct.firstTextAt ?? Number.NaN) - direct.startedAt,
      });
    }
    say(`first-light: ${passages.length} turns`);
    return figures(passages);
  },
};

async function measureTurn(input: {
  readonly stage: BotStage;
  readonly here: ActorInChannel;
  readonly engine: WatchedEngine;
  readonly submissions: number[];
  readonly text: string;
}) {
  const { stage, here, engine, submissions, text } = input;
  const before = stage.messages(here).length;
  const asked = engine.generations.length;
  const said = performance.now();
  here.say(text);
  let visibleAt = 0;
  await stage.simulator.waitFor(() => {
    const shown = stage.messages(here).slice(before).some(hasText);
    if (shown) visibleAt = performance.now();
    return shown;
  });
  const generation = await stage.simulator.waitFor(() => {
    const last = engine.generations[asked];
    return last?.endedAt !== undefined && last;
  });
  const { report, firstTextAt } = generation;
  if (report === undefined || firstTextAt === undefined) throw new Error("there was no reply");
  return {
    request: generation.request,
    passage: {
      submitted: (submissions.at(-1) ?? Number.NaN) - said,
      jobStarted: generation.startedAt - said,
      firstToken: firstTextAt - said,
      visible: visibleAt - said,
      promptTokens: report.promptTokens,
      evaluatedTokens: report.evaluatedTokens,
    },
  };
}

function watchSubmissions(queue: GenerationQueue, submissions: number[]): GenerationQueue {
  return {
    submit(request) {
      submissions.push(performance.now());
      return queue.submit(request);
    },
    cancel: (id) => queue.cancel(id),
    discard: (id) => queue.discard(id),
    remove: (id) => queue.remove(id),
    place: (id) => queue.place(id),
    waiting: (conversationKeys) => queue.waiting(conversationKeys),
    move: (id, model) => queue.move(id, model),
    switchTo: (mode) => queue.switchTo(mode),
    status: () => queue.status(),
    [Symbol.asyncDispose]: () => queue[Symbol.asyncDispose](),
  };
}

function figures(passages: readonly Passage[]): readonly Figure[] {
  // The first turn reads the whole prompt; the steady state is what people feel.
  const warm = passages.slice(1);
  const of = (measure: (passage: Passage) => number) => warm.map(measure);
  const show = (measure: (passage: Passage) => number) => median(of(measure)).toFixed(1);
  const added = of(({ visible, directFirstToken }) => visible - directFirstToken);
  const ratio = median(of(({ visible, directFirstToken }) => visible / directFirstToken));
  const evaluated = passages.map(({ evaluatedTokens }) => evaluatedTokens);
  const first = passages[0];
  const second = passages[1];
  if (first === undefined || second === undefined) throw new Error("too few turns");
  return [
    {
      name: "message to first visible text, above a bare engine call",
      value: `+${median(added).toFixed(0)} ms`,
      detail: `median of ${warm.length} warm turns (middle half ${middleHalf(added, 0)} ms); ${ratio.toFixed(1)} times the bare call's ${show((p) => p.directFirstToken)} ms; ${demoModel.name}, simulator in the same process`,
    },
    {
      name: "where that time goes",
      value: `${show((p) => p.visible)} ms in all`,
      detail: [
        `message to job submitted ${show((p) => p.submitted)} ms`,
        `to job running ${show((p) => p.jobStarted - p.submitted)} ms`,
        `to first token ${show((p) => p.firstToken - p.jobStarted)} ms (bare: ${show((p) => p.directFirstToken)})`,
        `first token to visible text ${show((p) => p.visible - p.firstToken)} ms`,
      ].join("; "),
    },
    {
      name: "prompt tokens evaluated, second turn / first turn",
      value: (second.evaluatedTokens / first.evaluatedTokens).toFixed(3),
      detail: `${second.evaluatedTokens} of ${second.promptTokens} / ${first.evaluatedTokens} of ${first.promptTokens}, exact`,
    },
    {
      name: "prompt tokens evaluated, turns 3 to 10",
      value: `${median(evaluated.slice(2, 10)).toFixed(0)} per turn`,
      detail: `${evaluated.slice(2, 10).join(", ")}; the prompt grows from ${passages[2]?.promptTokens} to ${passages[9]?.promptTokens} tokens; exact`,
    },
  ];
}
