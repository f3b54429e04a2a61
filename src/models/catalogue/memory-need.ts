import type { ModelSize } from "./catalogue.ts";

/** Bytes of a parameter at four bits, with the scales of the blocks. */
const bytesAtFourBits = 18 / 32;

/** Tokens of a conversation that a need is told for, where the model has as many. */
const usualContext = 4096;

/** What is held beside weights and conversation, roughly. */
const overheadBytes = 0.3e9;

/**
 * About how many bytes a model takes at four bits a parameter with one conversation of 4096 tokens, or of the whole
 * context where that is smaller. Undefined where the catalogue doesn't say what a conversation takes.
 */
export function memoryNeed(
  { parameters, cache }: ModelSize,
  contextTokens: number,
): number | undefined {
  if (cache === undefined) return undefined;
  const conversation = cache * 1024 * Math.min(contextTokens, usualContext);
  return parameters * 1e9 * bytesAtFourBits + conversation + overheadBytes;
}
