import type { Token } from "node-llama-cpp";
import { StopMatcher } from "../../generation/stop-matcher.ts";
import { IncrementalDetokenizer } from "../incremental-detokenizer.ts";
import type { SampledText } from "./reply-memory.ts";

/** Makes the text of a reply from its tokens, and keeps which token made which text. */
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

  /** Takes the next token and gives the text that has become certain. */
  push(token: Token): string {
    const text = this.#detokenizer.push(token);
    this.#rawText += text;
    this.#tokens.push(token);
    this.#ends.push(this.#detokenizer.settled ? this.#rawText.length : undefined);
    return this.#stops.push(text);
  }

  /** The reply has ended: text that was held back. */
  flush(): string {
    return this.#stops.push(this.#detokenizer.flush()) + this.#stops.end();
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
