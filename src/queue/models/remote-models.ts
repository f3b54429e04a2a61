import { randomUUID } from "node:crypto";
import { type Job, Queue } from "bullmq";
import type { z } from "zod";
import type {
  LoadProgress,
  ModelControl,
  ModelDescription,
  ModelFile,
  ModelTask,
  PulledModel,
  PullProgress,
  ReadyModel,
} from "../../generation/model-control.ts";
import type { Clock } from "../../lib/clock.ts";
import { coerceError, UserError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { CancelMarks } from "../cancel-marks.ts";
import { connectRedis } from "../connect-redis.ts";
import { modelQueueName, type RedisKeys, redisKeys } from "../redis-keys.ts";
import type { RedisLine } from "../redis-line.ts";
import { withinTime } from "../within-time.ts";
import { listWorkers } from "../worker-registry.ts";
import {
  descriptionSchema,
  loadProgressSchema,
  type ModelTaskRequest,
  modelOutcomeSchema,
  pulledSchema,
  pullProgressSchema,
  readySchema,
} from "./model-payload.ts";
import { listModelFiles } from "./model-registry.ts";

export interface RemoteModelsOptions {
  readonly redisUrl: string;
  readonly prefix: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How often a task is looked at. */
const lookEveryMs = 250;
/** How old what is known of the workers' files may be. */
const freshMs = 2000;
const closePatienceMs = 2000;
const hourSeconds = 3600;

/** The models of the workers behind Redis. */
export class RemoteModels implements ModelControl, AsyncDisposable {
  readonly #options: RemoteModelsOptions;
  readonly #client: RedisLine;
  readonly #queue: Queue;
  readonly #keys: RedisKeys;
  readonly #marks: CancelMarks;
  readonly #closing = new AbortController();
  #files: readonly ModelFile[] = [];
  #defaultModel: string | null = null;
  #askAfter = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | undefined;

  private constructor(options: RemoteModelsOptions, client: RedisLine) {
    this.#options = options;
    this.#client = client;
    this.#keys = redisKeys(options.prefix);
    this.#marks = new CancelMarks(client, this.#keys);
    this.#queue = new Queue(modelQueueName, { connection: client, prefix: options.prefix });
    this.#queue.on("error", (error) => options.logger.debug({ error }, "queue trouble"));
  }

  /** Throws an `OperationalError` when Redis can't be reached. */
  static async open(options: RemoteModelsOptions): Promise<RemoteModels> {
    const models = new RemoteModels(options, await connectRedis(options.redisUrl, options));
    void models.#ask();
    return models;
  }

  files(): readonly ModelFile[] {
    void this.#ask();
    return this.#files;
  }

  defaultModel(): string | null {
    void this.#ask();
    return this.#defaultModel;
  }

  describe(model: string, signal: AbortSignal): Promise<ModelDescription> {
    return this.#perform({ kind: "describe", model }, descriptionSchema, {
      signal,
      onProgress: () => {},
    });
  }

  load(model: string, { onProgress, signal }: ModelTask<LoadProgress>): Promise<ReadyModel> {
    return this.#perform({ kind: "load", model }, readySchema, {
      signal,
      onProgress: (progress) => {
        const read = loadProgressSchema.safeParse(progress);
        if (read.success) onProgress(read.data);
      },
    });
  }

  async pull(
    source: string,
    { onProgress, signal }: ModelTask<PullProgress>,
  ): Promise<PulledModel> {
    const pulled = await this.#perform({ kind: "pull", source }, pulledSchema, {
      signal,
      onProgress: (progress) => {
        const read = pullProgressSchema.safeParse(progress);
        if (read.success) onProgress(read.data);
      },
    });
    this.#askAfter = Number.NEGATIVE_INFINITY;
    return pulled;
  }

  /** Workers that start from now on load this model first; null: their own. Trouble with Redis is logged. */
  async tellFirstModel(model: string | null): Promise<void> {
    const { firstModel } = this.#keys;
    try {
      await (model === null ? this.#client.del(firstModel) : this.#client.set(firstModel, model));
    } catch (thrown) {
      this.#options.logger.warn(
        { error: coerceError(thrown) },
        "workers that start won't know which model was chosen",
      );
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort(
      new UserError("closing", "The bot is shutting down: ask again when it is back."),
    );
    await withinTime(this.#queue.close(), closePatienceMs, this.#options.clock);
    await this.#client.hangUp(this.#options.clock);
  }

  /** Has some worker do it, and waits for that. */
  async #perform<Result>(
    task: ModelTaskRequest,
    schema: z.ZodType<Result>,
    { onProgress, signal }: ModelTask<unknown>,
  ): Promise<Result> {
    signal.throwIfAborted();
    await this.#requireWorker();
    const id = randomUUID();
    const added = await this.#queue.add(task.kind, task, {
      jobId: id,
      attempts: 1,
      removeOnComplete: { age: hourSeconds },
      removeOnFail: { age: hourSeconds },
    });
    try {
      const ended = await this.#follow(
        id,
        onProgress,
        AbortSignal.any([signal, this.#closing.signal]),
      );
      return readOutcome(ended, schema);
    } catch (thrown) {
      if (signal.aborted) await this.#giveUp(added);
      throw thrown;
    }
  }

  async #follow(
    id: string,
    onProgress: (progress: unknown) => void,
    signal: AbortSignal,
  ): Promise<Job> {
    for (let told: unknown; ; ) {
      await this.#options.clock.sleep(lookEveryMs, signal);
      const job: Job | undefined = await this.#queue.getJob(id);
      if (job === undefined) throw lost();
      const progress = JSON.stringify(job.progress);
      if (progress !== told) onProgress(job.progress);
      told = progress;
      if (job.finishedOn !== undefined) return job;
      await this.#requireWorker();
    }
  }

  async #giveUp(job: Job): Promise<void> {
    const id = job.id ?? "";
    await this.#marks.set(id);
    await this.#marks.broadcast(id);
  }

  async #requireWorker(): Promise<void> {
    if ((await listWorkers(this.#client, this.#keys)).length > 0) return;
    throw new UserError(
      "no-worker",
      "No worker has been heard of lately: start one with `hearthside worker`.",
    );
  }

  /** The files of all workers, and the default model of the first. */
  async #look(): Promise<readonly [readonly ModelFile[], string | null]> {
    const [worker] = await listWorkers(this.#client, this.#keys);
    return [await listModelFiles(this.#client, this.#keys), worker?.engine.modelId ?? null];
  }

  /** Never rejects. */
  #ask(): Promise<void> {
    const { clock, logger } = this.#options;
    if (this.#asking !== undefined || clock.now() < this.#askAfter || this.#closing.signal.aborted)
      return this.#asking ?? Promise.resolve();
    this.#asking = (async () => {
      try {
        const found = await this.#client.unlessAway(() => this.#look());
        if (found !== undefined) [this.#files, this.#defaultModel] = found;
        this.#askAfter = clock.now() + freshMs;
      } catch (thrown) {
        logger.debug({ error: coerceError(thrown) }, "the models could not be asked for");
      } finally {
        this.#asking = undefined;
      }
    })();
    return this.#asking;
  }
}

function readOutcome<Result>(job: Job, schema: z.ZodType<Result>): Result {
  const outcome = modelOutcomeSchema.safeParse(job.returnvalue);
  if (!outcome.success) throw lost();
  switch (outcome.data.kind) {
    case "done": {
      const value = schema.safeParse(outcome.data.value);
      if (value.success) return value.data;
      throw new UserError(
        "unsupported-version",
        "The bot and its worker are of different versions. Update both to the same version.",
      );
    }
    case "refused":
      throw new UserError(outcome.data.code, outcome.data.message, {
        values: outcome.data.values ?? {},
      });
    case "cancelled":
      throw new UserError("model-task-cancelled", "The worker gave it up: it is shutting down.");
    default:
      return outcome.data satisfies never;
  }
}

function lost(): UserError {
  return new UserError(
    "model-task-lost",
    "The worker went away while it was at it. Look whether it runs, and ask again.",
  );
}
