import { DelayedError, type Job, Worker } from "bullmq";
import type { Redis } from "ioredis";
import type { ModelControl, ModelTask } from "../../generation/model-control.ts";
import type { Clock } from "../../lib/clock.ts";
import { coerceError, UserError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { CancelMarks } from "../cancel-marks.ts";
import { connectRedis } from "../connect-redis.ts";
import { modelQueueName, type RedisKeys, redisKeys } from "../redis-keys.ts";
import type { RedisLine } from "../redis-line.ts";
import { SnapshotPacer } from "../snapshot-pacer.ts";
import { withinTime } from "../within-time.ts";
import { type ModelOutcome, type ModelTaskRequest, modelTaskSchema } from "./model-payload.ts";
import { ModelPlacement, type WorkerModels } from "./model-placement.ts";

export interface ModelServerOptions {
  readonly redisUrl: string;
  readonly prefix: string;
  readonly workerId: string;
  /** The models of this worker, and what is in its memory. */
  readonly control: ModelControl;
  readonly models: WorkerModels;
  readonly lockMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Downloads may take hours; a description beside them comes at once. */
const tasksAtOnce = 8;
const progressEveryMs = 250;
/** Until a task is offered again that another worker had better do. */
const otherWorkerDelayMs = 200;
/** How long Redis may take while we are leaving. */
const patienceMs = 2000;

/** Does with a worker's models what the bot asks over Redis. */
export class ModelServer {
  readonly #options: ModelServerOptions;
  readonly #client: RedisLine;
  readonly #worker: Worker<unknown, ModelOutcome>;
  readonly #marks: CancelMarks;
  readonly #placement: ModelPlacement;
  readonly #running = new Map<string, AbortController>();

  private constructor(options: ModelServerOptions, client: RedisLine, keys: RedisKeys) {
    this.#options = options;
    this.#client = client;
    this.#marks = new CancelMarks(client, keys);
    this.#placement = new ModelPlacement({ ...options, client, keys });
    this.#worker = new Worker(modelQueueName, (job, token = "") => this.#process(job, token), {
      connection: client,
      prefix: options.prefix,
      autorun: false,
      concurrency: tasksAtOnce,
      lockDuration: options.lockMs,
      stalledInterval: options.lockMs / 2,
      maxStalledCount: 1,
    });
    this.#worker.on("error", (error) => options.logger.debug({ error }, "queue trouble"));
  }

  /** Throws an `OperationalError` when Redis can't be reached. */
  static async start(options: ModelServerOptions): Promise<ModelServer> {
    const client = await connectRedis(options.redisUrl, options);
    const keys = redisKeys(options.prefix);
    const server = new ModelServer(options, client, keys);
    const subscriber: Redis = client.duplicate();
    subscriber.on("error", (error) => options.logger.debug({ error }, "Redis connection trouble"));
    subscriber.on("message", (_channel: string, jobId: string) => server.#cancel(jobId));
    await subscriber.subscribe(keys.cancelChannel);
    await server.#worker.waitUntilReady();
    server.#worker.run().catch((thrown: unknown) => {
      options.logger.error({ error: coerceError(thrown) }, "the worker hears no more of models");
    });
    return server;
  }

  /** What is under way is given up; a download goes on where it was when it is asked for again. */
  async close(): Promise<void> {
    for (const jobId of this.#running.keys()) this.#cancel(jobId);
    await withinTime(this.#worker.close(), patienceMs, this.#options.clock);
    await this.#client.hangUp(this.#options.clock);
  }

  #cancel(jobId: string): void {
    this.#running.get(jobId)?.abort();
  }

  async #process(job: Job<unknown, ModelOutcome>, token: string): Promise<ModelOutcome> {
    const jobId = job.id ?? "";
    const task = modelTaskSchema.safeParse(job.data);
    if (!task.success) return otherVersion;
    if ((await this.#marks.marked([jobId])).length > 0) return { kind: "cancelled" };
    if (!(await this.#isOurs(task.data, job))) {
      await job.moveToDelayed(this.#options.clock.now() + otherWorkerDelayMs, token);
      throw new DelayedError();
    }
    const stop = new AbortController();
    this.#running.set(jobId, stop);
    try {
      return { kind: "done", value: await this.#perform(task.data, job, stop.signal) };
    } catch (thrown) {
      if (stop.signal.aborted) return { kind: "cancelled" };
      if (thrown instanceof UserError)
        return {
          kind: "refused",
          code: thrown.code,
          message: thrown.message,
          values: thrown.values,
        };
      const error = coerceError(thrown);
      this.#options.logger.error({ jobId, error }, "a task about a model failed unexpectedly");
      return { kind: "refused", code: "model-task-failed", message: error.message };
    } finally {
      this.#running.delete(jobId);
    }
  }

  /** False where another worker has the model, in memory or at all; that one then hears of the task soon. */
  async #isOurs(task: ModelTaskRequest, job: Job): Promise<boolean> {
    switch (task.kind) {
      case "describe":
        return this.#placement.isOursToDescribe(task.model, job.timestamp);
      case "load":
        return this.#placement.isForUs(task.model, job.timestamp);
      case "pull":
        return true;
      default:
        return task satisfies never;
    }
  }

  async #perform(task: ModelTaskRequest, job: Job, signal: AbortSignal): Promise<unknown> {
    const { control } = this.#options;
    if (task.kind === "describe") return control.describe(task.model, signal);
    return this.#reporting<unknown>(job, signal, (options) =>
      task.kind === "load" ? control.load(task.model, options) : control.pull(task.source, options),
    );
  }

  /** Tells how far it is, a few times a second. */
  async #reporting<Result>(
    job: Job,
    signal: AbortSignal,
    work: (options: ModelTask<object>) => Promise<Result>,
  ): Promise<Result> {
    const { clock, logger } = this.#options;
    const pacer = new SnapshotPacer({
      publish: async (progress) => {
        try {
          await job.updateProgress(JSON.parse(progress));
        } catch (thrown) {
          logger.debug({ error: coerceError(thrown) }, "progress could not be written");
        }
      },
      intervalMs: progressEveryMs,
      clock,
    });
    try {
      return await work({
        signal,
        onProgress: (progress) => pacer.offer(JSON.stringify(progress)),
      });
    } finally {
      pacer.close();
    }
  }
}

const otherVersion: ModelOutcome = {
  kind: "refused",
  code: "unsupported-version",
  message: "The bot and its worker are of different versions. Update both to the same version.",
};
