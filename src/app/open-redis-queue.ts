import type { Settings } from "../config/settings.ts";
import type { Closer } from "../lib/closer.ts";
import { takeBotLease } from "../queue/bot-lease.ts";
import { createBullMqQueue } from "../queue/bullmq-queue.ts";
import { RemoteModels } from "../queue/models/remote-models.ts";
import type { OpenedQueue, QueueOwner } from "./open-queue.ts";
import type { RunContext } from "./running.ts";

/** The queue on Redis, with workers elsewhere. */
export async function openRedisQueue(
  {
    settings,
    redisUrl,
    owner,
  }: { readonly settings: Settings; readonly redisUrl: string; readonly owner: QueueOwner },
  context: RunContext,
  closer: Closer,
): Promise<Required<OpenedQueue>> {
  const { logger, clock } = context;
  const prefix = settings.QUEUE_PREFIX;
  const lease = await takeBotLease({
    redisUrl,
    prefix,
    owner: owner.id,
    clock,
    logger,
    signal: context.signal,
    onWait: () =>
      context.print(
        "Another bot uses this Redis, or did until just now: waiting for it to be gone.",
      ),
    onLost: owner.fail,
  });
  closer.defer(() => lease[Symbol.asyncDispose]());
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
