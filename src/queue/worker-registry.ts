import type { Redis } from "ioredis";
import { z } from "zod";
import type { ModelStatus, WorkerStatus } from "../generation/generation-queue.ts";
import type { RedisKeys } from "./redis-keys.ts";

const engineSchema = z.object({
  modelId: z.string(),
  displayName: z.string(),
  contextSize: z.number(),
  slots: z.number(),
  engine: z.string(),
  architecture: z.string().nullable(),
  quantisation: z.string().nullable(),
  sizeBytes: z.number().nullable(),
});

const engineStatusSchema = z.object({
  activeRequests: z.number(),
  waitingRequests: z.number(),
  promptTokens: z.number(),
  cachedTokens: z.number(),
  generatedTokens: z.number(),
});

const modelStatusSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("loading"), modelId: z.string(), progress: z.number() }),
  z.object({
    state: z.enum(["ready", "leaving"]),
    modelId: z.string(),
    engine: engineSchema,
    status: engineStatusSchema,
  }),
]) satisfies z.ZodType<ModelStatus>;

const workerStatusSchema = z.object({
  id: z.string(),
  engine: engineSchema,
  status: engineStatusSchema,
  // Both absent from an older worker.
  concurrency: z.number().optional(),
  models: z.array(modelStatusSchema).default([]),
}) satisfies z.ZodType<WorkerStatus>;

/** Tells everyone that this worker lives; forgotten when it isn't repeated within `timeToLiveMs`. */
export async function announceWorker(
  client: Redis,
  keys: RedisKeys,
  worker: WorkerStatus,
  timeToLiveMs: number,
): Promise<void> {
  await client
    .pipeline()
    .sadd(keys.workers, worker.id)
    .set(keys.worker(worker.id), JSON.stringify(worker), "PX", timeToLiveMs)
    .exec();
}

export async function withdrawWorker(
  client: Redis,
  keys: RedisKeys,
  workerId: string,
): Promise<void> {
  await client.pipeline().srem(keys.workers, workerId).del(keys.worker(workerId)).exec();
}

/** The workers that have been heard of lately, by id. */
export async function listWorkers(
  client: Redis,
  keys: RedisKeys,
): Promise<readonly WorkerStatus[]> {
  const ids = (await client.smembers(keys.workers)).toSorted();
  if (ids.length === 0) return [];
  const announcements = await client.mget(ids.map((id) => keys.worker(id)));
  const silent = ids.filter((_, index) => announcements[index] === null);
  if (silent.length > 0) await client.srem(keys.workers, ...silent);
  return announcements.flatMap((announcement) => {
    const worker = announcement === null ? undefined : parseAnnouncement(announcement);
    return worker === undefined ? [] : [worker];
  });
}

/** Undefined for a worker of a version that we can't read: it is left out. */
function parseAnnouncement(announcement: string): WorkerStatus | undefined {
  try {
    return workerStatusSchema.safeParse(JSON.parse(announcement)).data;
  } catch {
    return undefined;
  }
}
