import type { LlamaModel, Token } from "node-llama-cpp";
import type { PromptSegment } from "../../roleplay/prompt/prompt-segment.ts";
import type { ReplyMemory } from "./reply-memory.ts";

/** Texts whose tokens are kept: a chat's turns come back with every request. */
const mostCachedTexts = 4096;

/** What of a model the tokenizer needs. */
export type TokenizerModel = Pick<LlamaModel, "tokenize"> & {
  readonly tokens: Pick<LlamaModel["tokens"], "bos" | "shouldPrependBosToken">;
};

/**
 * Turns a rendered prompt into tokens. Only what the chat template wrote may become control tokens; people's text
 * never does (a user who types `<|im_end|>` gets these characters, not that token).
 */
export class PromptTokenizer {
  readonly #model: TokenizerModel;
  readonly #cache = new Map<string, readonly Token[]>();

  constructor(model: TokenizerModel) {
    this.#model = model;
  }

  /** Tokens of the prompt, with the model's start token exactly once when it wants one. */
  tokenize(segments: readonly PromptSegment[], replies?: ReplyMemory): Token[] {
    const tokens: Token[] = [];
    for (const { text, special } of joinAlike(segments)) {
      const first = tokens.length === 0;
      const remembered = special || first ? undefined : replies?.recall(text);
      const rest = text.slice(remembered?.length ?? 0);
      // Not by spreading: a long text has more tokens than a call may have arguments.
      for (const token of remembered?.tokens ?? []) tokens.push(token);
      for (const token of this.#piece(rest, special, first)) tokens.push(token);
    }
    const { bos, shouldPrependBosToken } = this.#model.tokens;
    if (shouldPrependBosToken && bos !== null && tokens[0] !== bos) tokens.unshift(bos);
    return tokens;
  }

  /** Tokens of a text in the midst of a prompt. */
  text(text: string): readonly Token[] {
    return this.#piece(text, false, false);
  }

  #piece(text: string, special: boolean, first: boolean): readonly Token[] {
    if (text === "") return [];
    const key = `${special ? "special" : "text"}${first ? "-first" : ""}:${text}`;
    const known = this.#cache.get(key);
    if (known !== undefined) {
      // Moves it to the end: the first one in the map is the one unused for longest.
      this.#cache.delete(key);
      this.#cache.set(key, known);
      return known;
    }
    // Tokenizers that put a space before a text would put one before every piece.
    const tokens = this.#model.tokenize(text, special, first ? undefined : "trimLeadingSpace");
    this.#cache.set(key, tokens);
    const [oldest] = this.#cache.keys();
    if (this.#cache.size > mostCachedTexts && oldest !== undefined) this.#cache.delete(oldest);
    return tokens;
  }
}

function joinAlike(segments: readonly PromptSegment[]): readonly PromptSegment[] {
  const joined: PromptSegment[] = [];
  for (const segment of segments) {
    const last = joined.at(-1);
    if (last?.special === segment.special)
      joined[joined.length - 1] = { text: last.text + segment.text, special: last.special };
    else joined.push(segment);
  }
  return joined;
}
