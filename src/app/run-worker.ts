import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Settings } from "../config/settings.ts";
import { UserError } from "../lib/errors.ts";
import { createBullMqWorker } from "../queue/bullmq-worker.ts";
import { readFirstModel } from "../queue/models/first-model.ts";
import { ModelServer } from "../queue/models/model-server.ts";
import { openEngine } from "./open-engine.ts";
import type { RunContext, Running } from "./running.ts";
import { serveTelemetry } from "./serve-telemetry.ts";
import { startParts } from "./start-parts.ts";

/** A worker: loads the model, takes jobs out of Redis, keeps nothing. */
export async function runWorker(settings: Settings, context: RunContext): Promise<Running> {
  const redisUrl = settings.REDIS_URL;
  if (redisUrl === undefined)
    throw new UserError("missing-settings", "A worker needs REDIS_URL: the bot's Redis.");
  const { logger, clock } = context;
  return startParts(async (closer) => {
    const firstModel = await readFirstModel({
      redisUrl,
      prefix: settings.QUEUE_PREFIX,
      clock,
      logger,
    });
    const opened = await openEngine(settings, context, firstModel);
    const { engine, control, models, concurrency } = opened;
    closer.defer(() => engine[Symbol.asyncDispose]());
    const workerId = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
    const own = { status: models, files: () => control.files() };
    const worker = createBullMqWorker({
      redisUrl,
      prefix: settings.QUEUE_PREFIX,
      lockMs: settings.JOB_LOCK_MS,
      engine,
      models: own,
      concurrency,
      workerId,
      clock,
      logger,
    });
    await worker.start();
    closer.defer(async () => {
      const report = await worker.drain(settings.SHUTDOWN_TIMEOUT_MS);
      await worker.close();
      logger.info({ ...report }, "the worker has left");
    });
    const server = await ModelServer.start({
      redisUrl,
      prefix: settings.QUEUE_PREFIX,
      lockMs: settings.JOB_LOCK_MS,
      workerId,
      control,
      models: own,
      clock,
      logger,
    });
    closer.defer(() => server.close());
    await serveTelemetry(settings, {
      health: () => ({ healthy: true, parts: { model: engine.info.displayName } }),
      logger,
      closer,
    });
    context.print(`Worker ${workerId} takes jobs with ${engine.info.displayName}.`);
  });
}
