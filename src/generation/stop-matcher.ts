/**
 * Ends a reply at the first stop string, also when the string arrives in pieces. What might become one is held back
 * until it is decided, so that no part of a stop string is ever shown.
 */
export class StopMatcher {
  readonly #stops: readonly string[];
  readonly #firstCharacters: ReadonlySet<string>;
  readonly #longest: number;
  #held = "";
  #stopped = false;

  constructor(stops: readonly string[]) {
    this.#stops = stops.filter((stop) => stop !== "");
    this.#firstCharacters = new Set(this.#stops.map((stop) => stop.charAt(0)));
    this.#longest = Math.max(0, ...this.#stops.map((stop) => stop.length));
  }

  /** A stop string came: whatever follows is dropped. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Takes the next piece; returns what is safe to show of the text so far and hasn't been returned yet. */
  push(delta: string): string {
    if (this.#stopped) return "";
    const text = this.#held + delta;
    // Asked for each token of each reply, and most texts have no character that begins a stop string.
    if (!this.#mayHoldStop(text)) {
      this.#held = "";
      return text;
    }
    const stopAt = firstStop(text, this.#stops);
    if (stopAt !== -1) {
      this.#stopped = true;
      this.#held = "";
      return text.slice(0, stopAt);
    }
    const safe = this.#startOfOpening(text);
    this.#held = text.slice(safe);
    return text.slice(0, safe);
  }

  /** The model ended by itself: what was held back was no stop string after all. */
  end(): string {
    const rest = this.#held;
    this.#held = "";
    return rest;
  }

  #mayHoldStop(text: string): boolean {
    for (const character of this.#firstCharacters) if (text.includes(character)) return true;
    return false;
  }

  /** Where an end of `text` begins that a stop string starts with; its length where there is none. */
  #startOfOpening(text: string): number {
    const from = Math.max(0, text.length - this.#longest + 1);
    for (let start = from; start < text.length; start++) {
      if (!this.#firstCharacters.has(text.charAt(start))) continue;
      const end = text.slice(start);
      if (this.#stops.some((stop) => stop.length > end.length && stop.startsWith(end)))
        return start;
    }
    return text.length;
  }
}

function firstStop(text: string, stops: readonly string[]): number {
  const found = stops.map((stop) => text.indexOf(stop)).filter((index) => index !== -1);
  return found.length === 0 ? -1 : Math.min(...found);
}
