import type { Redis } from "ioredis";
import type { ModelFile } from "../../generation/model-control.ts";
import type { RedisKeys } from "../redis-keys.ts";
import { filesSchema } from "./model-payload.ts";

/** Tells everyone which model files a worker has; forgotten when it isn't repeated within `timeToLiveMs`. */
export async function announceModelFiles(
  client: Redis,
  keys: RedisKeys,
  { workerId, files }: { readonly workerId: string; readonly files: readonly ModelFile[] },
  timeToLiveMs: number,
): Promise<void> {
  await client.set(keys.workerFiles(workerId), JSON.stringify(files), "PX", timeToLiveMs);
}

/** The files of each of these workers. */
export async function modelFilesOf(
  client: Redis,
  keys: RedisKeys,
  workerIds: readonly string[],
): Promise<readonly (readonly ModelFile[])[]> {
  if (workerIds.length === 0) return [];
  const announced = await client.mget(workerIds.map((id) => keys.workerFiles(id)));
  return announced.map((text) => (text === null ? [] : parseFiles(text)));
}

/** The files of all workers that have been heard of lately, each once: as the worker has it where it fits best. */
export async function listModelFiles(
  client: Redis,
  keys: RedisKeys,
): Promise<readonly ModelFile[]> {
  const workerIds = await client.smembers(keys.workers);
  const best = new Map<string, ModelFile>();
  for (const file of (await modelFilesOf(client, keys, workerIds)).flat()) {
    const before = best.get(file.id);
    if (before === undefined || rank(file) < rank(before)) best.set(file.id, file);
  }
  return [...best.values()].toSorted((a, b) => a.id.localeCompare(b.id));
}

function rank({ facts }: ModelFile): number {
  return ["fits", "slow", "too-large", undefined].indexOf(facts?.fit.verdict);
}

function parseFiles(text: string): readonly ModelFile[] {
  try {
    return filesSchema.safeParse(JSON.parse(text)).data ?? [];
  } catch {
    return [];
  }
}
