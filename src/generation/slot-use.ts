import type { WorkerStatus } from "./generation-queue.ts";

/**
 * How many slots all workers have together for their loaded models, in how many a reply is being written, and how many
 * requests wait for one: for their first word, or in the middle of a reply that gave way to others.
 */
export function slotUse(workers: readonly WorkerStatus[]): {
  readonly slots: number;
  readonly busySlots: number;
  readonly waitingForSlot: number;
} {
  return {
    slots: sum(workers.map(slotsOf)),
    busySlots: sum(workers.map(({ status }) => status.activeRequests)),
    waitingForSlot: sum(workers.map(({ status }) => status.waitingRequests)),
  };
}

/** How many slots a worker has for the models that are in its memory. */
export function slotsOf({ engine, models }: Pick<WorkerStatus, "engine" | "models">): number {
  const loaded = models.flatMap((model) => (model.state === "loading" ? [] : [model.engine.slots]));
  return loaded.length === 0 ? engine.slots : sum(loaded);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
