import { getLlama, LlamaLogLevel } from "node-llama-cpp";
import { bareCompute } from "./compute.ts";
import { type BenchModel, benchBatchSize } from "./models.ts";
import { type Moment, moment } from "./moment.ts";
import { benchSampling } from "./requests.ts";

export interface BareLoop extends AsyncDisposable {
  /**
   * Answers all prompts at once with so many tokens each, or fewer where the text ends. Returns when each round of
   * tokens was there, as long as every reply went on.
   */
  run(prompts: readonly string[], tokens: number): Promise<readonly Moment[]>;
}

/**
 * The least that answers several prompts at once with node-llama-cpp: all sequences step together, and nothing is made
 * of the tokens. It shares no code with the bot's engine.
 */
export async function openBareLoop(
  model: BenchModel,
  options: { readonly sequences: number; readonly contextSize: number },
): Promise<BareLoop> {
  const compute = bareCompute();
  const llama = await getLlama({
    ...compute.llama,
    build: "never",
    maxThreads: 0,
    logLevel: LlamaLogLevel.disabled,
  });
  const loaded = await llama.loadModel({ modelPath: model.file, ...compute.model });
  const context = await loaded.createContext({
    contextSize: options.contextSize,
    sequences: options.sequences,
    batchSize: benchBatchSize,
    threads: 1,
  });
  const sequences = Array.from({ length: options.sequences }, () => context.getSequence());
  return {
    async run(prompts, tokens) {
      const { temperature, topK, topP, minP } = benchSampling;
      for (const sequence of sequences) await sequence.clearHistory();
      const replies = prompts.map((prompt, index) => {
        const sequence = sequences[index];
        if (sequence === undefined) throw new Error("there are more prompts than sequences");
        return sequence.evaluate(loaded.tokenize(prompt), {
          temperature,
          topK,
          topP,
          minP,
          seed: index + 1,
        });
      });
      const rounds: Moment[] = [];
      while (rounds.length < tokens) {
        const results = await Promise.all(replies.map((reply) => reply.next()));
        if (results.some(({ done }) => done === true)) break;
        rounds.push(moment());
      }
      for (const reply of replies) await reply.return();
      return rounds;
    },
    async [Symbol.asyncDispose]() {
      await context.dispose();
      await loaded.dispose();
    },
  };
}
