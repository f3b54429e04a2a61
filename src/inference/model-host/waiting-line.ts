import { type Deferred, deferred } from "../../lib/deferred.ts";

interface Waiter<Ticket> {
  readonly modelId: string;
  readonly turn: Deferred<Ticket>;
}

/** Who waits for a model to be there, in order of arrival. */
export class WaitingLine<Ticket> {
  readonly #waiters: Waiter<Ticket>[] = [];

  get length(): number {
    return this.#waiters.length;
  }

  /** Resolves with what {@link serve} gives; rejects as {@link refuse} says, or with the signal's reason. */
  async wait(modelId: string, signal: AbortSignal): Promise<Ticket> {
    signal.throwIfAborted();
    const waiter: Waiter<Ticket> = { modelId, turn: deferred<Ticket>() };
    const giveUp = () => {
      this.#remove(waiter);
      waiter.turn.reject(signal.reason);
    };
    signal.addEventListener("abort", giveUp, { once: true });
    this.#waiters.push(waiter);
    try {
      return await waiter.turn.promise;
    } finally {
      signal.removeEventListener("abort", giveUp);
    }
  }

  /** The model that is waited for the longest. */
  first(): string | undefined {
    return this.#waiters[0]?.modelId;
  }

  wants(modelId: string): boolean {
    return this.#waiters.some((waiter) => waiter.modelId === modelId);
  }

  /** Lets everyone go who waits for this model. */
  serve(modelId: string, ticket: () => Ticket): void {
    for (const { turn } of this.#takeAll(modelId)) turn.resolve(ticket());
  }

  refuse(modelId: string, error: unknown): void {
    for (const { turn } of this.#takeAll(modelId)) turn.reject(error);
  }

  refuseAll(error: unknown): void {
    for (const { turn } of this.#waiters.splice(0)) turn.reject(error);
  }

  #takeAll(modelId: string): readonly Waiter<Ticket>[] {
    const taken = this.#waiters.filter((waiter) => waiter.modelId === modelId);
    for (const waiter of taken) this.#remove(waiter);
    return taken;
  }

  #remove(waiter: Waiter<Ticket>): void {
    const index = this.#waiters.indexOf(waiter);
    if (index !== -1) this.#waiters.splice(index, 1);
  }
}
