import type { Embedder } from "../../generation/embedder.ts";
import { GenerationError } from "../../generation/generation-error.ts";

/** A text that is cut this short is too short for any model to refuse. */
const shortest = 20;

/**
 * The vectors of some texts, in order, where one that is too long for the model counts by what it begins with: how much
 * a model reads is known only when it refuses.
 */
export async function embedFitting(
  embedder: Pick<Embedder, "embed">,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<readonly Float32Array[]> {
  try {
    return await embedder.embed(texts, signal);
  } catch (error) {
    const [only = ""] = texts;
    if (!isTooLong(error) || (texts.length === 1 && only.length <= shortest)) throw error;
    const vectors: Float32Array[] = [];
    const smaller =
      texts.length === 1
        ? [
            Array.from(only)
              .slice(0, Math.floor(only.length / 2))
              .join(""),
          ]
        : texts;
    for (const text of smaller) vectors.push(...(await embedFitting(embedder, [text], signal)));
    return vectors;
  }
}

function isTooLong(error: unknown): boolean {
  return error instanceof GenerationError && error.failure.code === "prompt-too-long";
}
