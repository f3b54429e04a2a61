import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { connectRedis } from "../connect-redis.ts";
import { redisKeys } from "../redis-keys.ts";

export interface FirstModelOptions {
  readonly redisUrl: string;
  readonly prefix: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * The model that the bot wants a worker to load first; undefined where it wants none in particular. Throws an
 * `OperationalError` when Redis can't be reached.
 */
export async function readFirstModel(options: FirstModelOptions): Promise<string | undefined> {
  const client = await connectRedis(options.redisUrl, options);
  try {
    return (await client.get(redisKeys(options.prefix).firstModel)) ?? undefined;
  } finally {
    await client.hangUp(options.clock);
  }
}
