import type { Clock } from "../lib/clock.ts";

/** How often the parent is looked for. */
const everyMs = 1000;

/**
 * Resolves when the process with this id is no longer the parent: the system has given the program to another one.
 * Rejects with the signal's reason when aborted first.
 *
 * npm passes SIGTERM on to the shell that runs its script, and not every shell passes it on again: without this, the
 * end of `npm start` would leave the program running. Windows keeps the id of a parent that is gone, so there it waits
 * for ever.
 */
export async function parentGone(options: {
  readonly parentId: number;
  readonly currentParentId: () => number;
  readonly clock: Pick<Clock, "sleep">;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { parentId, currentParentId, clock, signal } = options;
  while (currentParentId() === parentId) await clock.sleep(everyMs, signal);
}
