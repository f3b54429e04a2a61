import { randomUUID } from "node:crypto";
import type { GenerationQueue } from "../../src/generation/generation-queue.ts";
import type { TextEngine } from "../../src/generation/text-engine.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import { createBullMqQueue } from "../../src/queue/bullmq-queue.ts";
import { type BullMqWorker, createBullMqWorker } from "../../src/queue/bullmq-worker.ts";
import { type ScriptedWorkerProcess, startScriptedWorker } from "./scripted-worker.ts";

/** Bots and workers around one Redis, under a key prefix of their own. What was opened is closed at the end. */
export interface RedisScene extends AsyncDisposable {
  readonly prefix: string;
  openQueue(): Promise<GenerationQueue>;
  /** `concurrency`: jobs that it takes at once while it is alone. Default: 1. */
  startWorker(engine: TextEngine, workerId?: string, concurrency?: number): Promise<BullMqWorker>;
  /** A worker in a process of its own: it speaks the beginning of every reply and then never goes on. */
  startStuckProcess(beginning: string): Promise<ScriptedWorkerProcess>;
}

export function openRedisScene(
  redisUrl: string,
  /** How long a worker may be silent. */
  lockMs: number,
): RedisScene {
  const prefix = `test-${randomUUID()}`;
  const shared = { redisUrl, prefix, lockMs, clock: systemClock, logger: silentLogger };
  const opened: (() => Promise<void>)[] = [];
  return {
    prefix,
    async openQueue() {
      const queue = await createBullMqQueue(shared);
      opened.push(async () => queue[Symbol.asyncDispose]());
      return queue;
    },
    async startWorker(engine, workerId = `worker-${opened.length}`, concurrency = 1) {
      const worker = createBullMqWorker({ ...shared, engine, workerId, concurrency });
      await worker.start();
      opened.push(() => worker.close());
      return worker;
    },
    async startStuckProcess(beginning) {
      const worker = await startScriptedWorker({ redisUrl, prefix, lockMs, beginning });
      opened.push(() => worker.kill());
      return worker;
    },
    async [Symbol.asyncDispose]() {
      for (const close of opened.toReversed()) await close();
    },
  };
}
