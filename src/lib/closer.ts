/**
 * What has been opened, closed in reverse order. Every step runs, also when an earlier one throws; the first error is
 * thrown at the end. Closing twice runs the steps once.
 */
export class Closer {
  readonly #steps: (() => unknown)[] = [];
  #closed: Promise<void> | undefined;

  /** Registers how to close what was just opened. */
  defer(step: () => unknown): void {
    this.#steps.push(step);
  }

  close(): Promise<void> {
    this.#closed ??= this.#runAll();
    return this.#closed;
  }

  async #runAll(): Promise<void> {
    const errors: unknown[] = [];
    for (const step of this.#steps.reverse()) {
      try {
        await step();
      } catch (thrown) {
        errors.push(thrown);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
