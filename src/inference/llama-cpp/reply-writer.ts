import type { Token } from "node-llama-cpp";
import { StopMatcher } from "../../generation/stop-matcher.ts";
import { IncrementalDetokenizer } from "../incremental-detokenizer.ts";
import type { SampledText } from "./reply-memory.ts";

/**
 * Makes the text of a reply from its tokens, and keeps which token made which text. A token is counted as soon as it is
 * there; what it says is found out later, when there is time for it.
 */
export class ReplyWriter {
  readonly #detokenizer: IncrementalDetokenizer<Token>;
  readonly #stops: StopMatcher;
  readonly #tokens: Token[] = [];
  readonly #ends: (number | undefined)[] = [];
  #rawText = "";

  constructor(options: {
    readonly detokenize: (tokens: readonly Token[]) => string;
    /** The last tokens of the prompt. */
    readonly before: readonly Token[];
    readonly stops: readonly string[];
  }) {
    this.#detokenizer = new IncrementalDetokenizer(options.detokenize, options.before);
    this.#stops = new StopMatcher(options.stops);
  }

  get tokens(): readonly Token[] {
    return this.#tokens;
  }

  get stopped(): boolean {
    return this.#stops.stopped;
  }

  /** Takes the next token. */
  take(token: Token): void {
    this.#tokens.push(token);
  }

  /** Finds out what the tokens say that were taken since, and gives the text that has become certain. */
  write(): string {
    let certain = "";
    while (this.#ends.length < this.#tokens.length) {
      const text = this.#detokenizer.push(this.#tokens[this.#ends.length] as Token);
      this.#rawText += text;
      this.#ends.push(this.#detokenizer.settled ? this.#rawText.length : undefined);
      certain += this.#stops.push(text);
    }
    return certain;
  }

  /** The reply has ended: text that was held back. */
  flush(): string {
    return this.write() + this.#stops.push(this.#detokenizer.flush()) + this.#stops.end();
  }

  /** Everything that was sampled, stop string included, after the prefix that the reply was given. */
  sampledAfter(prefix: { readonly text: string; readonly tokens: readonly Token[] }): SampledText {
    const offset = prefix.text.length;
    return {
      text: prefix.text + this.#rawText,
      tokens: [...prefix.tokens, ...this.#tokens],
      ends: [
        ...prefix.tokens.map((_token, index) =>
          index === prefix.tokens.length - 1 ? offset : undefined,
        ),
        ...this.#ends.map((end) => (end === undefined ? undefined : offset + end)),
      ],
    };
  }
}
