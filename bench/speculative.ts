import { readFileSync } from "node:fs";
import {
  DraftSequenceTokenPredictor,
  getLlama,
  InputLookupTokenPredictor,
  type Llama,
  type LlamaContextSequence,
  LlamaLogLevel,
  type Token,
  type TokenPredictor,
} from "node-llama-cpp";
import type { Bench } from "./support/bench.ts";
import { bareCompute } from "./support/compute.ts";
import { type Figure, median, middleHalf } from "./support/figures.ts";
import { type BenchModel, benchBatchSize, demoModel } from "./support/models.ts";
import { someText } from "./support/requests.ts";
import { draftModel, realisticModel } from "./support/write-random-model.ts";

const rounds = 5;
const replyTokens = 40;

/** Whether guessing tokens ahead makes a reply faster that is written alone: with others beside it, it can't. */
export const speculative: Bench = {
  name: "speculative",
  async run({ say }) {
    say("speculative: looking up and drafting");
    const llama = await getLlama({
      ...bareCompute().llama,
      build: "never",
      maxThreads: 0,
      logLevel: LlamaLogLevel.disabled,
    });
    const lookUp = async () => {
      const predictor = new InputLookupTokenPredictor({ patternLength: { min: 2 } });
      const lookIn = (tokens: Token[]) => predictor.updateInputTokens(tokens);
      return { predictor, lookIn, close: () => {} };
    };
    const chat = { model: demoModel, prompt: innChat(), predict: lookUp };
    const noise = { model: realisticModel(), prompt: someText(60, 1), predict: lookUp };
    return [
      await compare(llama, { ...chat, way: "prompt look-up, temperature 0.8", temperature: 0.8 }),
      await compare(llama, { ...chat, way: "prompt look-up, temperature 0", temperature: 0 }),
      await compare(llama, {
        ...noise,
        way: "prompt look-up where nothing repeats",
        temperature: 0.8,
      }),
      await compare(llama, {
        ...noise,
        way: "a tiny draft model whose guesses are noise",
        temperature: 0.8,
        predict: () => openDraft(llama, draftModel()),
      }),
    ];
  },
};

interface OpenedPredictor {
  readonly predictor: TokenPredictor;
  /** Told of each prompt. */
  readonly lookIn: (tokens: Token[]) => void;
  readonly close: () => void | Promise<void>;
}

interface Comparison {
  readonly way: string;
  readonly model: BenchModel;
  readonly prompt: string;
  readonly temperature: number;
  readonly predict: () => Promise<OpenedPredictor>;
}

async function compare(llama: Llama, comparison: Comparison): Promise<Figure> {
  const { way, model, predict } = comparison;
  const loaded = await llama.loadModel({ modelPath: model.file, ...bareCompute().model });
  const context = await loaded.createContext({
    contextSize: 1024,
    sequences: 2,
    batchSize: benchBatchSize,
    threads: 1,
  });
  const { predictor, lookIn, close } = await predict();
  const prompt = loaded.tokenize(comparison.prompt);
  try {
    const plain = context.getSequence();
    const guessing = context.getSequence({ tokenPredictor: predictor });
    const ratios: number[] = [];
    const rates: { readonly with: number; readonly without: number }[] = [];
    for (let round = 0; round <= rounds; round++) {
      const without = await rateOf(plain, prompt, comparison, round);
      lookIn(prompt);
      const rate = await rateOf(guessing, prompt, comparison, round);
      // The first round warms up.
      if (round === 0) continue;
      ratios.push(rate / without);
      rates.push({ with: rate, without });
    }
    const { validated, refuted } = guessing.tokenPredictions;
    const middle = (of: "with" | "without") => median(rates.map((rate) => rate[of])).toFixed(0);
    return {
      name: `one reply alone with ${way} / without`,
      value: median(ratios).toFixed(2),
      detail: `${model.name}; by the clock, median of ${rounds} pairs (middle half ${middleHalf(ratios, 2)}); ${middle("with")} / ${middle("without")} tokens/s; ${validated} guesses right, ${refuted} wrong`,
    };
  } finally {
    await context.dispose();
    await close();
    await loaded.dispose();
  }
}

/** Tokens per second from the first token on. */
async function rateOf(
  sequence: LlamaContextSequence,
  prompt: Token[],
  { temperature }: Comparison,
  seed: number,
): Promise<number> {
  await sequence.clearHistory();
  const sampling = { temperature, topK: 40, topP: 1, minP: 0.05, seed };
  const reply = sequence.evaluate(prompt, { ...sampling, yieldEogToken: true });
  await reply.next();
  const from = performance.now();
  let tokens = 0;
  while (tokens < replyTokens && (await reply.next()).done !== true) tokens++;
  const ms = performance.now() - from;
  await reply.return();
  return (tokens * 1000) / ms;
}

async function openDraft(llama: Llama, model: BenchModel): Promise<OpenedPredictor> {
  const loaded = await llama.loadModel({ modelPath: model.file, ...bareCompute().model });
  const context = await loaded.createContext({ contextSize: 1024, threads: 1 });
  return {
    // However unsure it is: what is measured is the cost of guesses.
    predictor: new DraftSequenceTokenPredictor(context.getSequence(), { minConfidence: 0 }),
    lookIn() {},
    async close() {
      await context.dispose();
      await loaded.dispose();
    },
  };
}

/** A chat as the demo model was trained on, with what a look-up could find: the card and what was said before. */
function innChat(): string {
  const card: { readonly data: { readonly description: string; readonly scenario: string } } =
    JSON.parse(readFileSync("characters/rosie-oakhart.json", "utf8"));
  const expand = (text: string) =>
    text.replaceAll("{{char}}", "Rosie Oakhart").replaceAll("{{user}}", "Tom");
  return [
    expand(card.data.description),
    expand(card.data.scenario),
    "Tom: evening! do you have anything hot to eat?",
    "Rosie Oakhart: Evening, love. There's stew on the fire and bread from this morning. Sit down.",
    "Tom: what is in the stew?",
    "Rosie Oakhart:",
  ].join("\n");
}
