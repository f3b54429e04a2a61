import type { Settings } from "../config/settings.ts";
import type { GenerationQueue } from "../generation/generation-queue.ts";
import type { ModelControl } from "../generation/model-control.ts";
import type { Closer } from "../lib/closer.ts";
import { createInProcessQueue } from "../queue/in-process-queue.ts";
import { openEngine } from "./open-engine.ts";
import type { RunContext } from "./running.ts";

/** Where the bot's requests go, and the models that answer them. */
export interface OpenedQueue {
  readonly queue: GenerationQueue;
  readonly models: ModelControl;
  /** Tells workers that start later which model the bot's is; null: each worker's own. Left out where there are none. */
  readonly tellFirstModel?: (model: string | null) => void;
}

/** Who asks for a queue. */
export interface QueueOwner {
  /** The bot's id, the same over its restarts. */
  readonly id: string;
  /** What workers and engines that start load in place of their `MODEL`. */
  readonly firstModel: string | undefined;
  /** Called when another bot has taken the queue over. */
  readonly fail: (error: unknown) => void;
}

/** The queue of the settings: Redis with workers elsewhere, or an engine in this process. */
export async function openQueue(
  settings: Settings,
  context: RunContext,
  closer: Closer,
  owner: QueueOwner,
): Promise<OpenedQueue> {
  const { logger, clock } = context;
  if (settings.REDIS_URL !== undefined) {
    // Only now: the libraries of Redis take long to read, and most bots have none.
    const { openRedisQueue } = await import("./open-redis-queue.ts");
    const redisUrl = settings.REDIS_URL;
    const opened = await openRedisQueue({ settings, redisUrl, owner }, context, closer);
    opened.tellFirstModel(owner.firstModel ?? null);
    return opened;
  }
  const { engine, models, control, concurrency } = await openEngine(
    settings,
    context,
    owner.firstModel,
  );
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
