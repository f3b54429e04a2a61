import type { Settings } from "../config/settings.ts";
import type { Closer } from "../lib/closer.ts";
import { createBullMqQueue } from "../queue/bullmq-queue.ts";
import { RemoteModels } from "../queue/models/remote-models.ts";
import type { OpenedQueue } from "./open-queue.ts";
import type { RunContext } from "./running.ts";

/** The queue on Redis, with workers elsewhere. */
export async function openRedisQueue(
  settings: Settings,
  redisUrl: string,
  context: RunContext,
  closer: Closer,
): Promise<Required<OpenedQueue>> {
  const { logger, clock } = context;
  const prefix = settings.QUEUE_PREFIX;
  const queue = await createBullMqQueue({
    redisUrl,
    prefix,
    lockMs: settings.JOB_LOCK_MS,
    mostWaiting: settings.QUEUE_LIMIT,
    clock,
    logger,
  });
  closer.defer(() => queue[Symbol.asyncDispose]());
  const { workers } = await queue.status();
  if (workers.length === 0)
    context.print("No worker is there yet: start one with `hearthside worker`.");
  const models = await RemoteModels.open({ redisUrl, prefix, clock, logger });
  closer.defer(() => models[Symbol.asyncDispose]());
  return { queue, models, tellFirstModel: (model) => void models.tellFirstModel(model) };
}
