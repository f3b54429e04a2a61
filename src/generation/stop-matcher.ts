/**
 * Ends a reply at the first stop string, also when the string arrives in pieces. What might become one is held back
 * until it is decided, so that no part of a stop string is ever shown.
 */
export class StopMatcher {
  readonly #stops: readonly string[];
  #held = "";
  #stopped = false;

  constructor(stops: readonly string[]) {
    this.#stops = stops.filter((stop) => stop !== "");
  }

  /** A stop string came: whatever follows is dropped. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Takes the next piece; returns what is safe to show of the text so far and hasn't been returned yet. */
  push(delta: string): string {
    if (this.#stopped) return "";
    const text = this.#held + delta;
    const stopAt = firstStop(text, this.#stops);
    if (stopAt !== -1) {
      this.#stopped = true;
      this.#held = "";
      return text.slice(0, stopAt);
    }
    const safe = text.length - longestOpening(text, this.#stops);
    this.#held = text.slice(safe);
    return text.slice(0, safe);
  }

  /** The model ended by itself: what was held back was no stop string after all. */
  end(): string {
    const rest = this.#held;
    this.#held = "";
    return rest;
  }
}

function firstStop(text: string, stops: readonly string[]): number {
  const found = stops.map((stop) => text.indexOf(stop)).filter((index) => index !== -1);
  return found.length === 0 ? -1 : Math.min(...found);
}

/** Length of the longest end of `text` that a stop string starts with. */
function longestOpening(text: string, stops: readonly string[]): number {
  let longest = 0;
  for (const stop of stops)
    for (let length = Math.min(stop.length - 1, text.length); length > longest; length--)
      if (text.endsWith(stop.slice(0, length))) longest = length;
  return longest;
}
