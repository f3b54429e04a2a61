/**
 * Takes the reply's prefix away where a server repeats it: some send the begun reply back with what follows it, some
 * models write the label again. What might become the prefix is held back until it is decided.
 */
export class EchoedPrefix {
  readonly #prefix: string;
  #held = "";
  #decided: boolean;

  constructor(prefix: string) {
    this.#prefix = prefix.trim();
    this.#decided = this.#prefix === "";
  }

  /** Takes the next piece; returns what is known to belong to the reply. */
  push(delta: string): string {
    if (this.#decided) return delta;
    this.#held += delta;
    const text = this.#held.trimStart();
    if (text.length < this.#prefix.length && this.#prefix.startsWith(text)) return "";
    this.#decided = true;
    return text.startsWith(this.#prefix) ? text.slice(this.#prefix.length) : this.#held;
  }

  /** The reply is over: what was held back was only the beginning of a prefix. */
  end(): string {
    if (this.#decided) return "";
    this.#decided = true;
    return this.#held;
  }
}
