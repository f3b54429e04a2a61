import { getLlama, LlamaLogLevel, type LlamaModel, type Token } from "node-llama-cpp";

/** Everything as the model says it, with no sampler between. */
const unsampled = { temperature: 1, topK: 0, topP: 1, minP: 0 } as const;

/** What today's llama.cpp computes for the token after each prompt: the logits in the order of the vocabulary. */
export async function lastLogits(
  modelFile: string,
  prompts: readonly (readonly number[])[],
): Promise<readonly (readonly number[])[]> {
  const llama = await getLlama({ gpu: false, build: "never", logLevel: LlamaLogLevel.disabled });
  await using model = await llama.loadModel({ modelPath: modelFile, gpuLayers: 0 });
  const logits: (readonly number[])[] = [];
  for (const prompt of prompts) logits.push(await logitsAfter(model, prompt));
  return logits;
}

async function logitsAfter(
  model: LlamaModel,
  prompt: readonly number[],
): Promise<readonly number[]> {
  await using context = await model.createContext({
    contextSize: Math.max(256, prompt.length + 8),
    threads: 1,
  });
  const tokens = prompt as readonly Token[];
  const last = tokens.length - 1;
  const results = await context
    .getSequence()
    .controlledEvaluate(
      tokens.map((token, index) =>
        index === last ? [token, { generateNext: { logits: true, options: unsampled } }] : token,
      ),
    );
  const found = results[last]?.next.logits;
  if (found === undefined) throw new Error("llama.cpp gave no logits");
  return Array.from({ length: found.size }, (_, id) => found.get(id as Token) ?? Number.NaN);
}
