import type { Token, TokenBias } from "node-llama-cpp";

/** What a generation needs to know of the model. */
export interface ModelFacts {
  readonly displayName: string;
  /** For people: the format that prompts are written in. */
  readonly template: string;
  readonly vocabularySize: number;
  /** Text that ends a reply in the prompt's format. */
  readonly stop: readonly string[];
  detokenize(tokens: readonly Token[]): string;
  /** Marks of the chat format and the end of text. */
  isControlToken(token: Token): boolean;
  /** What a token is chosen with: `unfinished` where the reply may not end yet. */
  readonly biases: { readonly none: TokenBias; readonly unfinished: TokenBias };
}
