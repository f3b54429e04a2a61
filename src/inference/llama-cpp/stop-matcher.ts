/**
 * Lets text through up to the first stop string. Text that may turn out to be the start of one is held back until
 * that is known, however the text is cut into pieces.
 */
export class StopMatcher {
  readonly #stops: readonly string[];
  #held = "";
  #stopped = false;

  constructor(stops: readonly string[]) {
    this.#stops = stops.filter((stop) => stop !== "");
  }

  /** True once a stop string has come; everything after it is swallowed. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Takes the next piece and gives what is certain to be text. */
  push(piece: string): string {
    if (this.#stopped) return "";
    const text = this.#held + piece;
    const end = this.#firstStop(text);
    if (end !== undefined) {
      this.#stopped = true;
      this.#held = "";
      return text.slice(0, end);
    }
    const safe = text.length - this.#undecided(text);
    this.#held = text.slice(safe);
    return text.slice(0, safe);
  }

  /** No more pieces come: what was held back is text after all. */
  flush(): string {
    const text = this.#held;
    this.#held = "";
    return text;
  }

  #firstStop(text: string): number | undefined {
    const starts = this.#stops.map((stop) => text.indexOf(stop)).filter((start) => start !== -1);
    return starts.length === 0 ? undefined : Math.min(...starts);
  }

  /** Length of the longest end of `text` that a stop string starts with. */
  #undecided(text: string): number {
    let longest = 0;
    for (const stop of this.#stops)
      for (let length = Math.min(stop.length - 1, text.length); length > longest; length--)
        if (stop.startsWith(text.slice(-length))) longest = length;
    return longest;
  }
}
