import { type Deferred, deferred } from "../lib/deferred.ts";

export interface AdmittedRequest {
  /** What the slot still holds of this conversation; empty when nothing. */
  readonly warmText: string;
  keepWarm(text: string): void;
  leave(): void;
}

interface Entrant {
  readonly conversationKey: string;
  readonly turn: Deferred<AdmittedRequest | null>;
}

/** Who of those that wait gets a free slot: first come, first served, and one at a time for each conversation. */
export class ScriptedAdmission {
  readonly #slots: number;
  readonly #waiting: Entrant[] = [];
  readonly #busy = new Set<string>();
  /** Conversation -> text, the one that was used longest ago first. */
  readonly #warm = new Map<string, string>();
  #idle: Deferred<void> | undefined;

  constructor(slots: number) {
    this.#slots = slots;
  }

  get active(): number {
    return this.#busy.size;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Resolves with null when `signal` aborts first. */
  async enter(conversationKey: string, signal: AbortSignal): Promise<AdmittedRequest | null> {
    if (signal.aborted) return null;
    const entrant: Entrant = { conversationKey, turn: deferred<AdmittedRequest | null>() };
    const giveUp = () => {
      const index = this.#waiting.indexOf(entrant);
      if (index === -1) return;
      this.#waiting.splice(index, 1);
      entrant.turn.resolve(null);
    };
    signal.addEventListener("abort", giveUp, { once: true });
    this.#waiting.push(entrant);
    this.#admit();
    const admitted = await entrant.turn.promise;
    signal.removeEventListener("abort", giveUp);
    return admitted;
  }

  /** Resolves when no slot is taken. */
  idle(): Promise<void> {
    if (this.#busy.size === 0) return Promise.resolve();
    this.#idle ??= deferred();
    return this.#idle.promise;
  }

  #admit(): void {
    for (let index = 0; index < this.#waiting.length && this.#busy.size < this.#slots; ) {
      const entrant = this.#waiting[index];
      if (entrant === undefined || this.#busy.has(entrant.conversationKey)) {
        index++;
        continue;
      }
      this.#waiting.splice(index, 1);
      this.#busy.add(entrant.conversationKey);
      entrant.turn.resolve(this.#slotFor(entrant.conversationKey));
    }
  }

  #slotFor(conversationKey: string): AdmittedRequest {
    const warmText = this.#warm.get(conversationKey) ?? "";
    let left = false;
    return {
      warmText,
      keepWarm: (text) => {
        this.#warm.delete(conversationKey);
        this.#warm.set(conversationKey, text);
        const oldest = this.#warm.keys().next();
        if (this.#warm.size > this.#slots && !oldest.done) this.#warm.delete(oldest.value);
      },
      leave: () => {
        if (left) return;
        left = true;
        this.#busy.delete(conversationKey);
        this.#admit();
        if (this.#busy.size > 0) return;
        this.#idle?.resolve();
        this.#idle = undefined;
      },
    };
  }
}
