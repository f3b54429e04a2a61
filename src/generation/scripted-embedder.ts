import type { Embedder } from "./embedder.ts";
import { GenerationError } from "./generation-error.ts";

export interface ScriptedEmbedderOptions {
  /** Default: 64. */
  readonly dimensions?: number;
  /** Longer texts can't be read. Default: 8192. */
  readonly maxCharacters?: number;
}

/**
 * An {@link Embedder} without a model: texts that share words point in similar directions, and the same text always
 * gets the same vector.
 */
export function createScriptedEmbedder(options: ScriptedEmbedderOptions = {}): Embedder {
  const dimensions = options.dimensions ?? 64;
  const maxCharacters = options.maxCharacters ?? 8192;
  let disposed = false;
  return {
    info: { modelId: "scripted-embedder", dimensions },
    async embed(texts, signal) {
      signal.throwIfAborted();
      if (disposed)
        throw new GenerationError({
          code: "model-unavailable",
          message: "The model for recall was unloaded.",
          retryable: true,
        });
      if (texts.some((text) => text.length > maxCharacters))
        throw new GenerationError({
          code: "prompt-too-long",
          message: "A text is too long for the model for recall.",
          retryable: false,
        });
      return texts.map((text) => embedWords(text, dimensions));
    },
    async [Symbol.asyncDispose]() {
      disposed = true;
    },
  };
}

function embedWords(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const hash = fnv1a(word);
    const index = hash % dimensions;
    vector[index] = (vector[index] ?? 0) + (hash & 0x8000_0000 ? -1 : 1);
  }
  const length = Math.hypot(...vector);
  // A text without words still needs a direction, and so do words that cancel each other out.
  if (length === 0) vector[0] = 1;
  else
    for (let index = 0; index < dimensions; index++) vector[index] = (vector[index] ?? 0) / length;
  return vector;
}

/** The 32-bit FNV-1a hash: http://www.isthe.com/chongo/tech/comp/fnv/ */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text))
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
