import { type Deferred, deferred } from "../lib/deferred.ts";

/** Hands parts from the engine's loop to whoever reads a reply, in order. For one reader. */
export class PartStream<T> implements AsyncIterableIterator<T> {
  readonly #onReturn: () => void;
  #parts: T[] = [];
  #ended = false;
  #waiting: Deferred<void> | undefined;

  /** `onReturn` is called when the reader leaves before the end. */
  constructor(onReturn: () => void) {
    this.#onReturn = onReturn;
  }

  push(part: T): void {
    if (this.#ended) return;
    this.#parts.push(part);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    for (;;) {
      const [part] = this.#parts.splice(0, 1);
      if (part !== undefined) return { done: false, value: part };
      if (this.#ended) return { done: true, value: undefined };
      this.#waiting ??= deferred();
      await this.#waiting.promise;
    }
  }

  return(): Promise<IteratorResult<T, undefined>> {
    if (!this.#ended) this.#onReturn();
    this.#parts = [];
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<T> {
    return this;
  }

  #wake(): void {
    this.#waiting?.resolve();
    this.#waiting = undefined;
  }
}
