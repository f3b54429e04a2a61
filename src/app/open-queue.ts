import type { Settings } from "../config/settings.ts";
import type { GenerationQueue } from "../generation/generation-queue.ts";
import type { ModelControl } from "../generation/model-control.ts";
import type { Closer } from "../lib/closer.ts";
import { createBullMqQueue } from "../queue/bullmq-queue.ts";
import { createInProcessQueue } from "../queue/in-process-queue.ts";
import { RemoteModels } from "../queue/models/remote-models.ts";
import { openEngine } from "./open-engine.ts";
import type { RunContext } from "./running.ts";

/** Where the bot's requests go, and the models that answer them. */
export interface OpenedQueue {
  readonly queue: GenerationQueue;
  readonly models: ModelControl;
}

/**
 * The queue of the settings: Redis with workers elsewhere, or an engine in this process. `firstModel`: what that loads in
 * place of `MODEL`.
 */
export async function openQueue(
  settings: Settings,
  context: RunContext,
  closer: Closer,
  firstModel?: string,
): Promise<OpenedQueue> {
  const { logger, clock } = context;
  if (settings.REDIS_URL !== undefined) {
    const queue = await createBullMqQueue({
      redisUrl: settings.REDIS_URL,
      prefix: settings.QUEUE_PREFIX,
      lockMs: settings.JOB_LOCK_MS,
      mostWaiting: settings.QUEUE_LIMIT,
      clock,
      logger,
    });
    closer.defer(() => queue[Symbol.asyncDispose]());
    const { workers } = await queue.status();
    if (workers.length === 0)
      context.print("No worker is there yet: start one with `hearthside worker`.");
    const models = await RemoteModels.open({
      redisUrl: settings.REDIS_URL,
      prefix: settings.QUEUE_PREFIX,
      clock,
      logger,
    });
    closer.defer(() => models[Symbol.asyncDispose]());
    return { queue, models };
  }
  const { engine, models, control, concurrency } = await openEngine(settings, context, firstModel);
  closer.defer(() => engine[Symbol.asyncDispose]());
  const queue = createInProcessQueue({
    engine,
    models,
    concurrency,
    mostWaiting: settings.QUEUE_LIMIT,
    clock,
    logger,
  });
  closer.defer(() => queue[Symbol.asyncDispose]());
  return { queue, models: control };
}
