import { systemClock } from "../../../src/lib/clock.ts";
import { silentLogger } from "../../../src/lib/logger.ts";
import { createInProcessQueue } from "../../../src/queue/in-process-queue.ts";
import { testGenerationQueue } from "../../support/generation-queue-conformance.ts";

testGenerationQueue("the in-process queue", async ({ engine, concurrency, mostWaiting }) => {
  const queue = createInProcessQueue({
    engine,
    concurrency,
    mostWaiting,
    clock: systemClock,
    logger: silentLogger,
  });
  return {
    queue,
    drain: (timeoutMs) => queue.drain(timeoutMs),
    [Symbol.asyncDispose]: () => queue[Symbol.asyncDispose](),
  };
});
