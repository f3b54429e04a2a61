import type { Priority } from "../generation/request.ts";

interface Queued {
  readonly conversationKey: string;
  readonly priority: Priority;
}

/** Requests that wait for a slot: interactive before background, otherwise first come, first served. */
export class AdmissionQueue<T extends Queued> {
  readonly #waiting: Record<Priority, T[]> = { interactive: [], background: [] };

  get size(): number {
    return this.#waiting.interactive.length + this.#waiting.background.length;
  }

  add(item: T): void {
    this.#waiting[item.priority].push(item);
  }

  /** Takes the first one whose conversation isn't busy: requests of one conversation run one after another. */
  takeNext(isBusy: (conversationKey: string) => boolean): T | undefined {
    return this.takeFirst((item) => !isBusy(item.conversationKey));
  }

  /** Whether any of them matches. */
  has(matches: (item: T) => boolean): boolean {
    return this.#waiting.interactive.some(matches) || this.#waiting.background.some(matches);
  }

  /** Takes the first one that matches. */
  takeFirst(matches: (item: T) => boolean): T | undefined {
    for (const waiting of [this.#waiting.interactive, this.#waiting.background]) {
      const index = waiting.findIndex(matches);
      if (index !== -1) return waiting.splice(index, 1)[0];
    }
    return undefined;
  }

  /** Takes all that match. */
  takeAll(matches: (item: T) => boolean): readonly T[] {
    const taken: T[] = [];
    for (let item = this.takeFirst(matches); item !== undefined; item = this.takeFirst(matches))
      taken.push(item);
    return taken;
  }
}
