import type { Token } from "node-llama-cpp";

/** Tokens and the length of the text up to the end of each; undefined where a token ends inside a character. */
export interface SampledText {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly ends: readonly (number | undefined)[];
}

/** Replies of one conversation that are remembered; older ones are re-tokenised. */
const mostReplies = 200;

/**
 * The tokens of replies as they were sampled. The same text can be cut into other tokens by the tokenizer, and then
 * the prefix cache would be lost from there on; so a reply that comes back in a prompt gets its own tokens again.
 */
export class ReplyMemory {
  #replies: SampledText[] = [];

  remember(reply: SampledText): void {
    this.#replies.push(reply);
    if (this.#replies.length > mostReplies) this.#replies.shift();
  }

  clear(): void {
    this.#replies = [];
  }

  /**
   * The tokens of the remembered reply that `text` starts with for longest, and how many characters they cover.
   * Replies are tidied before they come back, so the end may differ.
   */
  recall(text: string): { readonly tokens: readonly Token[]; readonly length: number } | undefined {
    let best: { readonly tokens: readonly Token[]; readonly length: number } | undefined;
    for (const reply of this.#replies) {
      const shared = sharedLength(reply.text, text);
      if (shared <= (best?.length ?? 0)) continue;
      const count = reply.ends.findLastIndex((end) => end !== undefined && end <= shared) + 1;
      const length = reply.ends[count - 1] ?? 0;
      if (length > (best?.length ?? 0)) best = { tokens: reply.tokens.slice(0, count), length };
    }
    return best;
  }
}

function sharedLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}
