import type { WorkerStatus } from "./generation-queue.ts";

/** How many slots all workers have together for their loaded models, and in how many a reply is being written. */
export function slotUse(workers: readonly WorkerStatus[]): {
  readonly slots: number;
  readonly busySlots: number;
} {
  return {
    slots: sum(workers.map(slotsOf)),
    busySlots: sum(workers.map(({ status }) => status.activeRequests)),
  };
}

function slotsOf({ engine, models }: WorkerStatus): number {
  const loaded = models.flatMap((model) => (model.state === "loading" ? [] : [model.engine.slots]));
  return loaded.length === 0 ? engine.slots : sum(loaded);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
