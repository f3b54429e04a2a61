import type { Settings } from "../config/settings.ts";
import type { GenerationQueue } from "../generation/generation-queue.ts";
import type { Closer } from "../lib/closer.ts";
import { createBullMqQueue } from "../queue/bullmq-queue.ts";
import { createInProcessQueue } from "../queue/in-process-queue.ts";
import { openEngine } from "./open-engine.ts";
import type { RunContext } from "./running.ts";

/** The queue of the settings: Redis with workers elsewhere, or an engine in this process. */
export async function openQueue(
  settings: Settings,
  context: RunContext,
  closer: Closer,
): Promise<GenerationQueue> {
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
    return queue;
  }
  const engine = await openEngine(settings, context);
  closer.defer(() => engine[Symbol.asyncDispose]());
  const queue = createInProcessQueue({
    engine,
    mostWaiting: settings.QUEUE_LIMIT,
    clock,
    logger,
  });
  closer.defer(() => queue[Symbol.asyncDispose]());
  return queue;
}
