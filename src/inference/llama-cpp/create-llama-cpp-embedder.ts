import { existsSync } from "node:fs";
import { basename } from "node:path";
import type { Embedder } from "../../generation/embedder.ts";
import { GenerationError } from "../../generation/generation-error.ts";
import { UserError } from "../../lib/errors.ts";
import { unitVector } from "../unit-vector.ts";
import { type GpuChoice, openBackend } from "./llama-backend.ts";

/** Few embedding models read more, and none needs more of a turn. */
const mostTokens = 2048;

/** An embedding model in a GGUF file, in this process. Throws a {@link UserError} when it can't be used. */
export async function createLlamaCppEmbedder(options: {
  readonly modelFile: string;
  readonly gpu: GpuChoice;
  readonly threads: number;
  readonly signal: AbortSignal;
}): Promise<Embedder> {
  const { modelFile, signal } = options;
  if (!existsSync(modelFile))
    throw new UserError(
      "embedding-model-missing",
      `EMBEDDING_MODEL names ${modelFile}: there is no such file.`,
    );
  const llama = await openBackend(options.gpu);
  const model = await llama.loadModel({ modelPath: modelFile, loadSignal: signal });
  const contextSize = Math.min(model.trainContextSize, mostTokens);
  const context = await model.createEmbeddingContext({
    contextSize,
    batchSize: contextSize,
    threads: options.threads || Math.max(1, llama.cpuMathCores - 1),
    createSignal: signal,
  });
  let disposed = false;
  const embedOne = async (text: string): Promise<Float32Array> => {
    const tokens = model.tokenize(text);
    // Of a text without words a BERT reads nothing, and nothing to read is nothing to average.
    if (tokens.length === 0)
      return unitVector(Array.from({ length: model.embeddingVectorSize }, () => 0));
    if (tokens.length > contextSize - 2)
      throw new GenerationError({
        code: "prompt-too-long",
        message: "A text is too long for the model for recall.",
        retryable: false,
      });
    const { vector } = await context.getEmbeddingFor(tokens);
    return unitVector(vector);
  };
  return {
    info: { modelId: basename(modelFile, ".gguf"), dimensions: model.embeddingVectorSize },
    async embed(texts, within) {
      const vectors: Float32Array[] = [];
      within.throwIfAborted();
      for (const text of texts) {
        if (disposed)
          throw new GenerationError({
            code: "model-unavailable",
            message: "The model for recall was unloaded.",
            retryable: true,
          });
        vectors.push(await embedOne(text));
        within.throwIfAborted();
      }
      return vectors;
    },
    async [Symbol.asyncDispose]() {
      if (disposed) return;
      disposed = true;
      await context.dispose();
      await model.dispose();
    },
  };
}
