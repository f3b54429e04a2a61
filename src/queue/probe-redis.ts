import { Redis } from "ioredis";
import { coerceError } from "../lib/errors.ts";

/** What could be learnt from a Redis. */
export type RedisFinding =
  | { readonly reached: false; readonly problem: string }
  | {
      readonly reached: true;
      readonly version: string | null;
      /** Null where the server doesn't tell (hosted ones often forbid CONFIG). */
      readonly maxmemoryPolicy: string | null;
    };

/** Looks at a Redis once, without retries. Never rejects. */
export async function probeRedis(url: string, timeoutMs: number): Promise<RedisFinding> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    retryStrategy: () => null,
  });
  // Without a listener ioredis prints every failure; the last one names the reason of a failed connect.
  let lastError: Error | undefined;
  redis.on("error", (error: Error) => {
    lastError = error;
  });
  try {
    await redis.connect();
    const server = await redis.info("server");
    return {
      reached: true,
      version: /^redis_version:(\S+)/m.exec(server)?.[1] ?? null,
      maxmemoryPolicy: await maxmemoryPolicy(redis),
    };
  } catch (thrown) {
    return { reached: false, problem: (lastError ?? coerceError(thrown)).message };
  } finally {
    redis.disconnect();
  }
}

async function maxmemoryPolicy(redis: Redis): Promise<string | null> {
  try {
    const answer = await redis.config("GET", "maxmemory-policy");
    return Array.isArray(answer) && typeof answer[1] === "string" ? answer[1] : null;
  } catch {
    return null;
  }
}
