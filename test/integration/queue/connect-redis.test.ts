import { expect, test } from "vitest";
import { createScriptedEngine } from "../../../src/generation/scripted-engine.ts";
import { systemClock } from "../../../src/lib/clock.ts";
import { OperationalError } from "../../../src/lib/errors.ts";
import { silentLogger } from "../../../src/lib/logger.ts";
import { createBullMqQueue } from "../../../src/queue/bullmq-queue.ts";
import { createBullMqWorker } from "../../../src/queue/bullmq-worker.ts";
import { redisAddress } from "../../../src/queue/connect-redis.ts";
import { freePort, startPrivateRedis } from "../../support/private-redis.ts";

/** A clock on which the patience of a few seconds is over soon. */
const hastyClock = {
  now: () => systemClock.now(),
  sleep: (delayMs: number, signal?: AbortSignal) => systemClock.sleep(delayMs / 50, signal),
};
const shared = { prefix: "test", clock: hastyClock, logger: silentLogger };

test("without Redis, bot and worker say where they looked and what to do, but no password", async () => {
  const port = await freePort();
  const redisUrl = `redis://mara:hunter2@127.0.0.1:${port}`;
  const worker = createBullMqWorker({
    ...shared,
    redisUrl,
    engine: createScriptedEngine(),
    workerId: "worker",
  });
  for (const start of [() => createBullMqQueue({ ...shared, redisUrl }), () => worker.start()]) {
    const error = await start().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(OperationalError);
    expect(error).toMatchObject({
      code: "redis-unreachable",
      retryable: true,
      message: expect.stringMatching(
        new RegExp(`^Redis at redis://127.0.0.1:${port} doesn't answer .*REDIS_URL`),
      ),
    });
    expect(String(error)).not.toMatch(/hunter2|mara/);
  }
});

test("a wrong password is told apart from a Redis that isn't there", async () => {
  await using redis = await startPrivateRedis({ password: "right" });
  for (const redisUrl of [redis.url.replace("right", "wrong"), redis.url.replace(":right@", "")])
    await expect(createBullMqQueue({ ...shared, redisUrl })).rejects.toMatchObject({
      code: "redis-refused",
      retryable: false,
    });
  const queue = await createBullMqQueue({ ...shared, redisUrl: redis.url });
  expect(await queue.status()).toEqual({
    mode: "running",
    estimatedWaitMs: null,
    waiting: 0,
    active: 0,
    workers: [],
  });
  await queue[Symbol.asyncDispose]();
});

test("an address is shown without name and password", () => {
  expect(redisAddress("rediss://mara:hunter2@cache.example:6380/2")).toBe(
    "rediss://cache.example:6380/2",
  );
});
