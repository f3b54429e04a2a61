/** Name of the BullMQ queue; its own keys start with `<prefix>:generation:`. */
export const queueName = "generation";
/** The one of tasks about models. */
export const modelQueueName = "models";

/** The keys that Hearthside adds to BullMQ's. */
export interface RedisKeys {
  /** The id of the bot that has the prefix; gone when it falls silent. */
  readonly bot: string;
  /** Channel on which every worker hears which job to stop. */
  readonly cancelChannel: string;
  /** Set of the ids of jobs to be forgotten once their workers have let go of them. */
  readonly discarded: string;
  /** Set of the ids of workers that have been heard of. */
  readonly workers: string;
  /** There while someone wants the job stopped, for workers that weren't listening at that moment. */
  cancelMark(jobId: string): string;
  /** What a worker last said about itself; gone when it falls silent. */
  worker(workerId: string): string;
  /** Which model files it has. */
  workerFiles(workerId: string): string;
  /** There while a worker is about to load the model, so that no other begins to. */
  modelClaim(modelId: string): string;
  /** The model that workers load first when they start; not there: their own. */
  readonly firstModel: string;
}

export function redisKeys(prefix: string): RedisKeys {
  return {
    bot: `${prefix}:bot`,
    cancelChannel: `${prefix}:cancel`,
    discarded: `${prefix}:discarded`,
    workers: `${prefix}:workers`,
    cancelMark: (jobId) => `${prefix}:cancel:${jobId}`,
    worker: (workerId) => `${prefix}:worker:${workerId}`,
    workerFiles: (workerId) => `${prefix}:worker-files:${workerId}`,
    modelClaim: (modelId) => `${prefix}:model-claim:${modelId}`,
    firstModel: `${prefix}:first-model`,
  };
}
