import { type Deferred, deferred } from "../lib/deferred.ts";
import type { SimulatorEvent, SimulatorListener } from "./events.ts";

/** What was waited for did not happen in time. */
export class WaitTimeoutError extends Error {
  override readonly name = "WaitTimeoutError";
}

interface Waiter {
  check(): void;
}

/** Tells observers what happens, and lets them wait for it. */
export class EventStream {
  readonly #listeners = new Set<SimulatorListener>();
  readonly #waiters = new Set<Waiter>();

  emit(event: SimulatorEvent): void {
    for (const listener of this.#listeners) listener(event);
    for (const waiter of this.#waiters) waiter.check();
  }

  on(listener: SimulatorListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves with the first value of `check` that is neither undefined nor false, asked now and after each event. */
  async waitFor<T>(
    check: () => T | undefined | false,
    { timeoutMs, what }: { readonly timeoutMs: number; readonly what: string },
  ): Promise<T> {
    const found: Deferred<T> = deferred<T>();
    const waiter: Waiter = {
      check: () => {
        try {
          const value = check();
          if (value !== undefined && value !== false) found.resolve(value);
        } catch (thrown) {
          found.reject(thrown);
        }
      },
    };
    const timer = setTimeout(
      () => found.reject(new WaitTimeoutError(`Waited ${timeoutMs} ms in vain for ${what}.`)),
      timeoutMs,
    );
    this.#waiters.add(waiter);
    try {
      waiter.check();
      return await found.promise;
    } finally {
      clearTimeout(timer);
      this.#waiters.delete(waiter);
    }
  }
}
