import type { GenerationJob, GenerationResult } from "../generation/generation-queue.ts";
import { deferred } from "../lib/deferred.ts";

/** The bot's view of one job, whatever carries it: tells its listeners what is new and keeps out what is stale. */
export class JobHandle implements GenerationJob {
  readonly id: string;
  readonly #result = deferred<GenerationResult>();
  readonly #listeners: ((text: string) => void)[] = [];
  readonly #movedListeners: ((model: string) => void)[] = [];
  #snapshot: { readonly attempt: number; readonly text: string } | undefined;
  #settled = false;

  constructor(id: string) {
    this.id = id;
  }

  get result(): Promise<GenerationResult> {
    return this.#result.promise;
  }

  get settled(): boolean {
    return this.#settled;
  }

  onSnapshot(listener: (text: string) => void): void {
    this.#listeners.push(listener);
    if (this.#snapshot !== undefined) listener(this.#snapshot.text);
  }

  onMoved(listener: (model: string) => void): void {
    this.#movedListeners.push(listener);
  }

  tellMoved(model: string): void {
    for (const listener of this.#movedListeners) listener(model);
  }

  /**
   * `attempt` counts from 1. A worker that lost its job may go on for a moment: what an older attempt says after a
   * newer one was heard is ignored, and so is everything after the end.
   */
  showSnapshot(attempt: number, text: string): void {
    if (this.#settled || attempt < (this.#snapshot?.attempt ?? 0)) return;
    if (this.#snapshot?.attempt === attempt && this.#snapshot.text === text) return;
    this.#snapshot = { attempt, text };
    for (const listener of this.#listeners) listener(text);
  }

  /** The first result counts. */
  settle(result: GenerationResult): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#result.resolve(result);
    // Nothing new comes, and whoever listened holds a whole reply; queues remember many that have ended.
    this.#listeners.length = 0;
    this.#movedListeners.length = 0;
  }
}
