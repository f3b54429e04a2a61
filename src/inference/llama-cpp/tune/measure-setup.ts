import type { LlamaContext, LlamaContextSequence, LlamaModel, Token } from "node-llama-cpp";
import type { Clock } from "../../../lib/clock.ts";
import { openContext } from "../load-model.ts";
import type { EngineSetup, Trial } from "./choose-setup.ts";

/** Most tokens that are read, and tokens that each reply gets. */
const mostRead = 512;
const written = 24;
/** Rounds that aren't measured: threads start, pages are touched. */
const warmUp = 2;
/** The best of so many counts: what else the machine does only ever makes it slower. */
const repetitions = 2;

/** Runs a model for a moment with this setup: reads a prompt, then writes as many replies as there are slots at once. */
export async function measureSetup(
  model: LlamaModel,
  setup: EngineSetup,
  options: {
    readonly contextSize: number;
    readonly slots: number;
    readonly clock: Pick<Clock, "now">;
    readonly signal: AbortSignal;
  },
): Promise<Trial> {
  const { slots, clock, signal } = options;
  const context = await openContext(model, { ...options, ...setup });
  try {
    const sequences = Array.from({ length: slots }, () => context.getSequence());
    const trials: Trial[] = [];
    for (let trial = 0; trial < repetitions; trial++) {
      const reading = await readingRate(context, sequences, clock);
      const writing = await writingRate(sequences, model, clock, signal);
      trials.push({ setup, reading, writing });
    }
    return {
      setup,
      reading: Math.max(...trials.map((trial) => trial.reading)),
      writing: Math.max(...trials.map((trial) => trial.writing)),
    };
  } finally {
    await context.dispose();
  }
}

async function readingRate(
  context: LlamaContext,
  sequences: readonly LlamaContextSequence[],
  clock: Pick<Clock, "now">,
): Promise<number> {
  const [sequence] = sequences;
  if (sequence === undefined) throw new Error("there is no slot");
  const tokens = someTokens(context.model, Math.min(mostRead, Math.floor(context.contextSize / 2)));
  await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(0, 32));
  await sequence.clearHistory();
  const startedAt = clock.now();
  await sequence.evaluateWithoutGeneratingNewTokens(tokens);
  const durationMs = clock.now() - startedAt;
  await sequence.clearHistory();
  return perSecond(tokens.length, durationMs);
}

async function writingRate(
  sequences: readonly LlamaContextSequence[],
  model: LlamaModel,
  clock: Pick<Clock, "now">,
  signal: AbortSignal,
): Promise<number> {
  for (const sequence of sequences) await sequence.clearHistory();
  const replies = sequences.map((sequence, index) =>
    sequence.evaluate(someTokens(model, 16), { temperature: 0.8, topK: 40, seed: index + 1 }),
  );
  let startedAt = clock.now();
  let tokens = 0;
  for (let round = 0; round < warmUp + written; round++) {
    signal.throwIfAborted();
    if (round === warmUp) startedAt = clock.now();
    const results = await Promise.all(replies.map((reply) => reply.next()));
    if (round >= warmUp) tokens += results.filter(({ done }) => done !== true).length;
  }
  const durationMs = clock.now() - startedAt;
  for (const reply of replies) await reply.return();
  return perSecond(tokens, durationMs);
}

function perSecond(count: number, durationMs: number): number {
  return (count * 1000) / Math.max(1, durationMs);
}

const words =
  "The inn stood by the river, and its lamps were lit when the rain came over the hill. ";

function someTokens(model: LlamaModel, count: number): Token[] {
  const once = model.tokenize(words);
  return Array.from({ length: count }, (_, index) => once[index % once.length]).filter(
    (token) => token !== undefined,
  );
}
