import type { Settings } from "../config/settings.ts";
import type { Embedder } from "../generation/embedder.ts";
import { createLlamaCppEmbedder } from "../inference/llama-cpp/create-llama-cpp-embedder.ts";
import { createOpenAiEmbedder } from "../inference/openai-compatible/create-openai-embedder.ts";
import type { Closer } from "../lib/closer.ts";
import { coerceError } from "../lib/errors.ts";
import type { RunContext } from "./running.ts";

/**
 * The embedding model of the settings; undefined where there is none, or where it can't be had now: then memory goes by
 * words alone, and the log says why.
 */
export async function openEmbedder(
  settings: Settings,
  { logger, clock, signal }: RunContext,
  closer: Closer,
): Promise<Embedder | undefined> {
  const { EMBEDDING_MODEL: modelFile, EMBEDDING_URL: url } = settings;
  if (modelFile === undefined && url === undefined) return undefined;
  try {
    const embedder =
      url === undefined
        ? await createLlamaCppEmbedder({
            modelFile: modelFile ?? "",
            gpu: settings.GPU,
            threads: settings.THREADS,
            signal,
          })
        : await createOpenAiEmbedder({
            url,
            model: settings.EMBEDDING_NAME,
            apiKey: settings.EMBEDDING_API_KEY,
            now: () => clock.now(),
            signal,
          });
    closer.defer(() => embedder[Symbol.asyncDispose]());
    logger.info({ ...embedder.info }, "memory has an embedding model");
    return embedder;
  } catch (error) {
    if (signal.aborted) throw error;
    logger.warn({ error: coerceError(error) }, "no embedding model: memory goes by words alone");
    return undefined;
  }
}
