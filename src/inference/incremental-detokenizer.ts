/** Stands for bytes that are no whole character (yet). */
const replacementCharacter = "\uFFFD";

/** No character has more bytes, and a token has at least one: after this many, broken bytes stay broken. */
const mostPendingTokens = 4;

/**
 * Turns tokens into text one at a time. Bytes of a character that isn't complete are kept until it is. Only the last
 * few tokens are ever looked at again, so the cost of a token doesn't grow with the text.
 */
export class IncrementalDetokenizer<Token extends number> {
  readonly #detokenize: (tokens: readonly Token[]) => string;
  /** Tokens whose text is out already; the text of a token can depend on the one before it. */
  #context: readonly Token[];
  #pending: Token[] = [];

  /** `before`: the last tokens in front of the text, so that the first one gets its leading space right. */
  constructor(detokenize: (tokens: readonly Token[]) => string, before: readonly Token[]) {
    this.#detokenize = detokenize;
    this.#context = before.slice(-mostPendingTokens);
  }

  /** The text that has become certain with this token; empty while a character is incomplete. */
  push(token: Token): string {
    this.#pending.push(token);
    const text = this.#pendingText();
    const incomplete = text.endsWith(replacementCharacter);
    if (text === "" || (incomplete && this.#pending.length < mostPendingTokens)) return "";
    this.#take(text);
    return text;
  }

  /** Whether the text so far ends with the last token pushed. */
  get settled(): boolean {
    return this.#pending.length === 0;
  }

  /** The rest: what remains of an incomplete character. */
  flush(): string {
    const text = this.#pendingText();
    this.#take(text);
    return text;
  }

  #take(text: string): void {
    if (this.#pending.length === 0) return;
    // Broken bytes would join with what follows and change how they read themselves.
    this.#context = text.endsWith(replacementCharacter) ? [] : this.#pending;
    this.#pending = [];
  }

  #pendingText(): string {
    if (this.#pending.length === 0) return "";
    const known = this.#detokenize(this.#context);
    return this.#detokenize([...this.#context, ...this.#pending]).slice(known.length);
  }
}
