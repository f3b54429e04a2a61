import type { Priority } from "../generation/request.ts";
import { type Deferred, deferred } from "../lib/deferred.ts";
import { AdmissionQueue } from "./admission-queue.ts";

interface Entrant {
  readonly conversationKey: string;
  readonly priority: Priority;
  readonly admitted: Deferred<SlotLease | null>;
}

/** A place among the requests that the server works on. Leaving twice does nothing. */
export interface SlotLease {
  leave(): void;
}

/** Lets as many requests through as the server has slots, and one at a time of each conversation. */
export class SlotGate {
  readonly #slots: number;
  readonly #queue = new AdmissionQueue<Entrant>();
  readonly #busy = new Set<string>();

  constructor(slots: number) {
    this.#slots = slots;
  }

  get active(): number {
    return this.#busy.size;
  }

  get waiting(): number {
    return this.#queue.size;
  }

  /** Resolves with null when `signal` aborts first. */
  async enter(
    request: { readonly conversationKey: string; readonly priority: Priority },
    signal: AbortSignal,
  ): Promise<SlotLease | null> {
    if (signal.aborted) return null;
    const { conversationKey, priority } = request;
    const entrant: Entrant = { conversationKey, priority, admitted: deferred<SlotLease | null>() };
    const giveUp = () => {
      this.#queue.takeAll((waiting) => waiting === entrant);
      entrant.admitted.resolve(null);
    };
    signal.addEventListener("abort", giveUp, { once: true });
    this.#queue.add(entrant);
    this.#admit();
    try {
      return await entrant.admitted.promise;
    } finally {
      signal.removeEventListener("abort", giveUp);
    }
  }

  #admit(): void {
    while (this.#busy.size < this.#slots) {
      const entrant = this.#queue.takeNext((key) => this.#busy.has(key));
      if (entrant === undefined) return;
      this.#busy.add(entrant.conversationKey);
      entrant.admitted.resolve(this.#lease(entrant.conversationKey));
    }
  }

  #lease(conversationKey: string): SlotLease {
    let left = false;
    return {
      leave: () => {
        if (left) return;
        left = true;
        this.#busy.delete(conversationKey);
        this.#admit();
      },
    };
  }
}
