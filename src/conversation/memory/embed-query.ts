import type { Embedder } from "../../generation/embedder.ts";
import type { Logger } from "../../lib/logger.ts";
import { embedFitting } from "./embed-fitting.ts";

/** A text as a vector of one model. */
export interface EmbeddedQuery {
  readonly modelId: string;
  readonly vector: Float32Array;
}

/** A model that is slower than this isn't waited for: a reply goes by words alone. */
const patienceMs = 2000;
const longestQuery = 2000;

/** What is asked as a vector; undefined where there is no model, or it doesn't answer. Never rejects. */
export async function embedQuery(
  embedder: Embedder | undefined,
  text: string,
  signal: AbortSignal,
  logger: Logger,
): Promise<EmbeddedQuery | undefined> {
  if (embedder === undefined || text.trim() === "") return undefined;
  try {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
    const [vector] = await embedFitting(embedder, [text.slice(-longestQuery)], patience);
    return vector && { modelId: embedder.info.modelId, vector };
  } catch (error) {
    if (!signal.aborted)
      logger.warn({ error }, "what is asked has no vector: going by words alone");
    return undefined;
  }
}
