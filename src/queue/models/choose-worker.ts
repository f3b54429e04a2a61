import type { ModelStatus } from "../../generation/generation-queue.ts";

/** A worker as far as it matters for who runs a model. */
export interface ModelPlace {
  readonly models: readonly ModelStatus[];
  /** Ids of the models that it could load. */
  readonly files: ReadonlySet<string>;
}

/** How long a job leaves it to the worker that has its model, before another loads it too. */
export const patienceMs = 10_000;

/**
 * Whether a worker that was given a job runs it, perhaps after loading its model. `pass`: it leaves the job to another.
 * `claim`: it loads the model, unless another is about to do just that.
 *
 * Where several workers could, the one that has the model in memory goes first, so that they don't all load everything in
 * turn; only a job that has waited too long is taken by one that has to load it.
 */
export function chooseWorker(input: {
  readonly model: string;
  readonly own: ModelPlace;
  readonly others: readonly ModelPlace[];
  readonly waitedMs: number;
}): "run" | "pass" | "claim" {
  const { model, own, others, waitedMs } = input;
  if (isComing(own, model)) return "run";
  const elsewhere = others.some((other) => isComing(other, model));
  if (elsewhere && (waitedMs < patienceMs || !own.files.has(model))) return "pass";
  if (own.files.has(model)) return "claim";
  // Nobody has it: the answer says so.
  return others.some(({ files }) => files.has(model)) ? "pass" : "run";
}

/** In memory, or on the way there. */
function isComing({ models }: ModelPlace, model: string): boolean {
  return models.some(({ modelId, state }) => modelId === model && state !== "leaving");
}
