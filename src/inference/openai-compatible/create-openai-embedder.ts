import { z } from "zod";
import type { Embedder } from "../../generation/embedder.ts";
import { GenerationError, type GenerationFailure } from "../../generation/generation-error.ts";
import { unitVector } from "../unit-vector.ts";
import { ServerClient } from "./server-client.ts";
import { ServerError } from "./server-error.ts";

const answerSchema = z.object({
  data: z.array(z.object({ index: z.number().int().optional(), embedding: z.array(z.number()) })),
});

/**
 * Vectors of a server that speaks OpenAI's `/v1/embeddings`: llama-server, Ollama, LM Studio, vLLM, and OpenAI's own. How
 * long they are is asked at the start.
 */
export async function createOpenAiEmbedder(options: {
  /** With or without `/v1` at the end. */
  readonly url: string;
  /** Left out: the server's own choice, where it has one. */
  readonly model: string | undefined;
  readonly apiKey: string | undefined;
  readonly now: () => number;
  readonly signal: AbortSignal;
}): Promise<Embedder> {
  const client = new ServerClient(options);
  const model = options.model ?? "default";
  let disposed = false;
  const embed = async (texts: readonly string[], signal: AbortSignal) => {
    signal.throwIfAborted();
    if (disposed) throw new GenerationError(closed);
    if (texts.length === 0) return [];
    try {
      const answer = await client.postJson("/v1/embeddings", { model, input: texts }, signal);
      return readVectors(answer, texts.length);
    } catch (error) {
      if (error instanceof ServerError)
        throw new GenerationError(failureOf(error), { cause: error });
      throw error;
    }
  };
  const [sample] = await embed(["hearth"], options.signal);
  const info = { modelId: model, dimensions: sample?.length ?? 0 };
  return {
    info,
    embed,
    async [Symbol.asyncDispose]() {
      disposed = true;
    },
  };
}

function readVectors(answer: unknown, count: number): readonly Float32Array[] {
  const read = answerSchema.safeParse(answer);
  if (!read.success || read.data.data.length !== count)
    throw new ServerError({ kind: "broken" }, "not as many vectors as texts");
  return read.data.data
    .toSorted((a, b) => (a.index ?? 0) - (b.index ?? 0))
    .map(({ embedding }) => unitVector(embedding));
}

function failureOf({ problem, detail }: ServerError): GenerationFailure {
  const tooLong =
    problem.kind === "status" &&
    problem.status < 500 &&
    /too (?:long|large)|context|exceed|maximum/i.test(detail);
  if (tooLong)
    return {
      code: "prompt-too-long",
      message: "A text is too long for the model for recall.",
      retryable: false,
    };
  const passing = problem.kind !== "status" || problem.status >= 500 || problem.status === 429;
  return {
    code: passing ? "model-unavailable" : "engine-failed",
    message: "The server of the model for recall doesn't answer as it should.",
    retryable: passing,
  };
}

const closed: GenerationFailure = {
  code: "model-unavailable",
  message: "The model for recall was unloaded.",
  retryable: true,
};
