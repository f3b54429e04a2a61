/**
 * Finds all of many keys in one pass over a text (Aho and Corasick, 1975), so that the time depends on the length of
 * the text and not on how many entries a lorebook has.
 */
export class KeyAutomaton {
  /** The characters that keys have, numbered from 1; 0 for all others. */
  readonly #alphabet = new Uint16Array(65_536);
  readonly #alphabetSize: number;
  /** Where a character leads from a state: `state * alphabet size + character` to the next state. */
  readonly #steps = new Map<number, number>();
  /** The state of the longest proper suffix that is a beginning of some key. */
  readonly #fallback: Int32Array;
  /** The nearest state along the fallbacks where a key ends, 0 for none. */
  readonly #nextEnd: Int32Array;
  /** The key that ends in a state, -1 for none. */
  readonly #keyAt: Int32Array;
  readonly #lengths: readonly number[];

  /** Keys must not be empty, and each must be there once. */
  constructor(keys: readonly string[]) {
    const states = 1 + keys.reduce((sum, key) => sum + key.length, 0);
    this.#fallback = new Int32Array(states);
    this.#nextEnd = new Int32Array(states);
    this.#keyAt = new Int32Array(states).fill(-1);
    this.#lengths = keys.map((key) => key.length);
    this.#alphabetSize = 1 + this.#numberCharacters(keys);
    this.#link(this.#insert(keys));
  }

  /**
   * Tells `onHit` of every occurrence of every key: which key, where it begins and where it ends. Of the keys that end
   * at one place the longest comes first; when `onHit` returns false, the shorter ones there are passed over.
   */
  scan(text: string, onHit: (key: number, start: number, end: number) => boolean): void {
    if (this.#lengths.length === 0) return;
    let state = 0;
    for (let index = 0; index < text.length; index += 1) {
      state = this.#after(state, this.#alphabet[text.charCodeAt(index)] ?? 0);
      let end = this.#keyAt[state] === -1 ? this.#nextEnd[state] : state;
      while (end !== undefined && end !== 0) {
        const key = this.#keyAt[end] ?? 0;
        if (!onHit(key, index + 1 - (this.#lengths[key] ?? 0), index + 1)) break;
        end = this.#nextEnd[end];
      }
    }
  }

  #numberCharacters(keys: readonly string[]): number {
    let count = 0;
    for (const key of keys) {
      for (let index = 0; index < key.length; index += 1) {
        const unit = key.charCodeAt(index);
        if (this.#alphabet[unit] === 0) this.#alphabet[unit] = count += 1;
      }
    }
    return count;
  }

  /** Builds the tree of all keys. Returns its steps, those of a shorter beginning before those of a longer one. */
  #insert(keys: readonly string[]): TreeStep[] {
    const byDepth: TreeStep[][] = [];
    let states = 1;
    for (const [id, key] of keys.entries()) {
      let state = 0;
      for (let index = 0; index < key.length; index += 1) {
        const character = this.#alphabet[key.charCodeAt(index)] ?? 0;
        const step = state * this.#alphabetSize + character;
        let next = this.#steps.get(step);
        if (next === undefined) {
          next = states;
          states += 1;
          this.#steps.set(step, next);
          const steps = (byDepth[index] ??= []);
          steps.push({ from: state, character, to: next });
        }
        state = next;
      }
      this.#keyAt[state] = id;
    }
    return byDepth.flat();
  }

  #link(steps: readonly TreeStep[]): void {
    for (const { from, character, to } of steps) {
      const fallback = from === 0 ? 0 : this.#after(this.#fallback[from] ?? 0, character);
      this.#fallback[to] = fallback;
      this.#nextEnd[to] = this.#keyAt[fallback] === -1 ? (this.#nextEnd[fallback] ?? 0) : fallback;
    }
  }

  #after(from: number, character: number): number {
    if (character === 0) return 0;
    let state = from;
    for (;;) {
      const next = this.#steps.get(state * this.#alphabetSize + character);
      if (next !== undefined) return next;
      if (state === 0) return 0;
      state = this.#fallback[state] ?? 0;
    }
  }
}

interface TreeStep {
  readonly from: number;
  readonly character: number;
  readonly to: number;
}
