/**
 * Finds all of many keys in one pass over a text (Aho and Corasick, 1975), so that the time depends on the length of
 * the text and not on how many entries a lorebook has.
 */
export class KeyAutomaton {
  /** Where a character leads from a state: `state * 65536 + code unit` to the next state. */
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
    const parents: number[] = [0];
    const arrivedBy: number[] = [0];
    for (const [id, key] of keys.entries()) {
      let state = 0;
      for (let index = 0; index < key.length; index += 1) {
        const step = state * 65_536 + key.charCodeAt(index);
        let next = this.#steps.get(step);
        if (next === undefined) {
          next = parents.length;
          parents.push(state);
          arrivedBy.push(key.charCodeAt(index));
          this.#steps.set(step, next);
        }
        state = next;
      }
      this.#keyAt[state] = id;
    }
    this.#link(parents, arrivedBy);
  }

  /** Calls `onHit` for every occurrence of every key: which key, where it begins and where it ends. */
  scan(text: string, onHit: (key: number, start: number, end: number) => void): void {
    if (this.#lengths.length === 0) return;
    let state = 0;
    for (let index = 0; index < text.length; index += 1) {
      state = this.#after(state, text.charCodeAt(index));
      let end = this.#keyAt[state] === -1 ? this.#nextEnd[state] : state;
      while (end !== undefined && end !== 0) {
        const key = this.#keyAt[end] ?? 0;
        onHit(key, index + 1 - (this.#lengths[key] ?? 0), index + 1);
        end = this.#nextEnd[end];
      }
    }
  }

  #after(from: number, unit: number): number {
    let state = from;
    for (;;) {
      const next = this.#steps.get(state * 65_536 + unit);
      if (next !== undefined) return next;
      if (state === 0) return 0;
      state = this.#fallback[state] ?? 0;
    }
  }

  /** Fallbacks lead to shorter states, so these are linked shortest first. */
  #link(parents: readonly number[], arrivedBy: readonly number[]): void {
    const depths = new Int32Array(parents.length);
    for (let state = 1; state < parents.length; state += 1) {
      depths[state] = (depths[parents[state] ?? 0] ?? 0) + 1;
    }
    const shortestFirst = Array.from(depths.keys()).sort(
      (left, right) => (depths[left] ?? 0) - (depths[right] ?? 0),
    );
    for (const state of shortestFirst) {
      if (state === 0) continue;
      const parent = parents[state] ?? 0;
      const fallback =
        parent === 0 ? 0 : this.#after(this.#fallback[parent] ?? 0, arrivedBy[state] ?? 0);
      this.#fallback[state] = fallback;
      this.#nextEnd[state] =
        this.#keyAt[fallback] === -1 ? (this.#nextEnd[fallback] ?? 0) : fallback;
    }
  }
}
