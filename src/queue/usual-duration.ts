import type { Priority } from "../generation/request.ts";

/** How much the newest job counts for how long jobs usually take. */
const newestShare = 1 / 8;

/** How long jobs have taken lately. What a person waits for and what runs in the background are of different lengths. */
export class UsualDuration {
  readonly #usualMs = new Map<Priority, number>();

  took(priority: Priority, durationMs: number): void {
    const known = this.#usualMs.get(priority) ?? durationMs;
    this.#usualMs.set(priority, known + (durationMs - known) * newestShare);
  }

  /** Milliseconds; undefined before the first job has ended. */
  of(priority: Priority): number | undefined {
    return this.#usualMs.get(priority) ?? this.#usualMs.values().next().value;
  }
}
