import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { systemClock } from "../../../src/lib/clock.ts";
import { silentLogger } from "../../../src/lib/logger.ts";
import { createBullMqQueue } from "../../../src/queue/bullmq-queue.ts";
import { createBullMqWorker } from "../../../src/queue/bullmq-worker.ts";
import { testGenerationQueue } from "../../support/generation-queue-conformance.ts";

testGenerationQueue("the BullMQ queue", async ({ engine, concurrency, mostWaiting }) => {
  const shared = {
    redisUrl: inject("redisUrl"),
    prefix: `test-${randomUUID()}`,
    clock: systemClock,
    logger: silentLogger,
  };
  const queue = await createBullMqQueue({ ...shared, mostWaiting });
  const worker = createBullMqWorker({ ...shared, engine, concurrency, workerId: "worker" });
  await worker.start();
  return {
    queue,
    drain: (timeoutMs) => worker.drain(timeoutMs),
    async [Symbol.asyncDispose]() {
      await worker.close();
      await queue[Symbol.asyncDispose]();
    },
  };
});
