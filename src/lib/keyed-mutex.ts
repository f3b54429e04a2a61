/** Runs tasks of one key strictly one after another, in the order of the calls; different keys side by side. */
export class KeyedMutex<Key> {
  readonly #tails = new Map<Key, Promise<void>>();

  /** Resolves or rejects as `task` does. A task that fails doesn't hold up the next. */
  run<T>(key: Key, task: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const result = before.then(task);
    const tail = result.then(
      () => {},
      () => {},
    );
    this.#tails.set(key, tail);
    void tail.then(() => {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    });
    return result;
  }

  /** Resolves when every task known now has ended. */
  async idle(): Promise<void> {
    await Promise.all(this.#tails.values());
  }
}
