import type { Clock } from "../lib/clock.ts";
import { OperationalError } from "../lib/errors.ts";
import type { Logger } from "../lib/logger.ts";
import { RedisLine } from "./redis-line.ts";

/** How long Redis may take to answer at start. */
const connectTimeoutMs = 5000;

/**
 * A connection that heals itself: once Redis has answered, commands wait through an outage instead of failing, and an
 * outage is one line in the log. Throws an `OperationalError` when Redis can't be reached within a few seconds.
 */
export async function connectRedis(
  url: string,
  options: { readonly clock: Clock; readonly logger: Logger },
): Promise<RedisLine> {
  const client = new RedisLine(url, {
    lazyConnect: true,
    // BullMQ requires this: a blocking read outlives an outage.
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(attempt * 100, 1000),
  });
  const problem = await firstAnswer(client, options.clock);
  if (problem !== undefined) {
    client.disconnect();
    throw unreachable(url, problem);
  }
  logOutages(client, url, options.logger);
  return client;
}

/** The address without name and password, for people and logs. */
export function redisAddress(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

/** Undefined once Redis has answered; what went wrong when it doesn't in time, or refuses the password. */
async function firstAnswer(client: RedisLine, clock: Clock): Promise<Error | undefined> {
  let last = new Error("no answer");
  const timer = new AbortController();
  const refused = new Promise<Error>((resolve) => {
    client.on("error", (error: Error) => {
      last = error;
      if (isRefusal(error)) resolve(error);
    });
  });
  const ready = new Promise<undefined>((resolve) => {
    client.once("ready", () => resolve(undefined));
  });
  // Its rejection is the first failed try; the client goes on trying, and `error` told us why.
  client.connect().catch(() => {});
  const late = clock.sleep(connectTimeoutMs, timer.signal).then(
    () => last,
    () => last,
  );
  try {
    return await Promise.race([ready, refused, late]);
  } finally {
    timer.abort();
    client.removeAllListeners("error");
    // Nobody to tell: outages are logged from `close`, and an `error` without a listener is printed by the client.
    client.on("error", () => {});
  }
}

function isRefusal(error: Error): boolean {
  return /^(?:NOAUTH|WRONGPASS|NOPERM|ERR (?:AUTH|invalid password))/.test(error.message);
}

function unreachable(url: string, problem: Error): OperationalError {
  const address = redisAddress(url);
  return isRefusal(problem)
    ? new OperationalError(
        "redis-refused",
        `Redis at ${address} refuses the name or password in REDIS_URL. Correct it and start again.`,
        { cause: problem, retryable: false },
      )
    : new OperationalError(
        "redis-unreachable",
        `Redis at ${address} doesn't answer (${problem.message || "connection refused"}). ` +
          "Start it, or correct REDIS_URL; leave REDIS_URL empty to run everything in one process.",
        { cause: problem, retryable: true },
      );
}

function logOutages(client: RedisLine, url: string, logger: Logger): void {
  let out = false;
  client.on("close", () => {
    if (out || client.status === "end") return;
    out = true;
    logger.warn({ redis: redisAddress(url) }, "Redis is away; waiting for it");
  });
  client.on("ready", () => {
    if (!out) return;
    out = false;
    logger.info({ redis: redisAddress(url) }, "Redis is back");
  });
}
