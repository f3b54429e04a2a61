import type { LlamaModel, Token, TokenBias } from "node-llama-cpp";

/** What every stop string of a chat begins with. Longer runs of it are single tokens in many vocabularies. */
const lineBreaks = ["\n", "\n\n", "\n\n\n", "\n\n\n\n"];

/**
 * What to sample with while a reply may end, and while it may not: then neither marks that end a text come, nor a line
 * break, behind which the model would write somebody else's name and so end it as well.
 */
export async function endBiases(
  model: LlamaModel,
): Promise<{ readonly none: TokenBias; readonly unfinished: TokenBias }> {
  // By now it is loaded anyway: the model came from it.
  const { TokenBias } = await import("node-llama-cpp");
  const unfinished = TokenBias.for(model);
  // Through its front door the library takes no mark that ends a text; llama.cpp has nothing against them.
  const biases: unknown = Reflect.get(unfinished, "_biases");
  if (!(biases instanceof Map)) throw new Error("node-llama-cpp keeps its biases elsewhere now");
  for (const token of endings(model)) biases.set(token, Number.NEGATIVE_INFINITY);
  return { none: TokenBias.for(model), unfinished };
}

function endings(model: LlamaModel): Set<Token> {
  const found = new Set<Token>();
  for (const token of model.iterateAllTokens()) if (model.isEogToken(token)) found.add(token);
  // Some vocabularies put a space before what they are given.
  for (const text of lineBreaks)
    for (const token of model.tokenize(text))
      if (model.detokenize([token]).includes("\n")) found.add(token);
  return found;
}
