import { DelayedError, type Job, Worker } from "bullmq";
import type { Redis } from "ioredis";
import { GenerationError } from "../generation/generation-error.ts";
import { statusOfEngine } from "../generation/generation-queue.ts";
import { slotsOf } from "../generation/slot-use.ts";
import type { TextEngine } from "../generation/text-engine.ts";
import type { Clock } from "../lib/clock.ts";
import { type Deferred, deferred } from "../lib/deferred.ts";
import { coerceError, isAbort } from "../lib/errors.ts";
import type { Logger } from "../lib/logger.ts";
import { CancelMarks } from "./cancel-marks.ts";
import { connectRedis } from "./connect-redis.ts";
import type { DrainReport } from "./drain-report.ts";
import { type Outcome, readRequest } from "./job-payload.ts";
import { ModelPlacement, type WorkerModels } from "./models/model-placement.ts";
import { announceModelFiles } from "./models/model-registry.ts";
import { queueName, type RedisKeys, redisKeys } from "./redis-keys.ts";
import type { RedisLine } from "./redis-line.ts";
import { endedByAbort, isWorthRetrying, runJob } from "./run-job.ts";
import { withinTime } from "./within-time.ts";
import { announceWorker, listWorkers, withdrawWorker } from "./worker-registry.ts";

export interface BullMqWorkerOptions {
  readonly redisUrl: string;
  /** The bot's `QUEUE_PREFIX`. */
  readonly prefix: string;
  readonly engine: TextEngine;
  /** Its models, where it has more than the engine's one. */
  readonly models?: WorkerModels | undefined;
  /** Different for each worker process. */
  readonly workerId: string;
  /** A job whose worker is silent for so long goes to another one. Default: 10 000. */
  readonly lockMs?: number;
  /**
   * Jobs that it takes at once while it is the only worker; beside others it takes no more than it has slots for the models in
   * its memory, since a slot may be free elsewhere. Default: the engine's slots.
   */
  readonly concurrency?: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Takes jobs out of Redis and runs them on its engine, which stays the caller's to dispose of. */
export interface BullMqWorker {
  /** Throws an `OperationalError` when Redis can't be reached. */
  start(): Promise<void>;
  /**
   * Takes no more jobs and gives those that run `timeoutMs` to finish; the rest are stopped and handed back, so that
   * another worker can take them at once.
   */
  drain(timeoutMs: number): Promise<DrainReport>;
  /** Drains without patience, if that wasn't done before, and leaves. */
  close(): Promise<void>;
}

export function createBullMqWorker(options: BullMqWorkerOptions): BullMqWorker {
  return new RedisWorker(options);
}

/** How often a job may lose its worker and still be tried again. */
const maxLostWorkers = 2;
/** How long Redis may take while we are leaving. When it is away it gets less: the locks run out by themselves. */
const patienceMs = { ready: 3000, away: 200 };
/** Until a job is offered again whose older attempt is still ending in this process. */
const olderAttemptDelayMs = 200;
/** Until a job is offered again that another worker had better run. */
const otherWorkerDelayMs = 200;

/** `cancel`: someone wants it stopped. `hand-back`: this worker stops. `lost`: the job belongs to another worker. */
type StopReason = "cancel" | "hand-back" | "lost";

interface Run {
  readonly stop: AbortController;
  readonly ended: Deferred<void>;
  stopReason: StopReason | undefined;
  handedBack: boolean;
}

class RedisWorker implements BullMqWorker {
  readonly #options: BullMqWorkerOptions;
  readonly #lockMs: number;
  readonly #keys: RedisKeys;
  readonly #logger: Logger;
  readonly #runs = new Map<string, Run>();
  readonly #leaving = new AbortController();
  #connections: Connections | undefined;
  #drained: Promise<DrainReport> | undefined;
  #closed: Promise<void> | undefined;

  constructor(options: BullMqWorkerOptions) {
    this.#options = options;
    this.#lockMs = options.lockMs ?? 10_000;
    this.#keys = redisKeys(options.prefix);
    this.#logger = options.logger.child({ workerId: options.workerId });
  }

  async start(): Promise<void> {
    const { redisUrl, clock } = this.#options;
    const client = await connectRedis(redisUrl, { clock, logger: this.#logger });
    try {
      await this.#takeJobs(client);
    } catch (thrown) {
      await client.hangUp(clock);
      throw thrown;
    }
  }

  drain(timeoutMs: number): Promise<DrainReport> {
    this.#drained ??= this.#drain(timeoutMs);
    return this.#drained;
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #takeJobs(client: RedisLine): Promise<void> {
    const { prefix, engine, workerId } = this.#options;
    const subscriber = client.duplicate();
    subscriber.on("error", (error) => this.#logger.debug({ error }, "Redis connection trouble"));
    subscriber.on("message", (_channel: string, jobId: string) => this.#stop(jobId, "cancel"));
    await subscriber.subscribe(this.#keys.cancelChannel);

    const worker = new Worker<unknown, Outcome>(
      queueName,
      (job, token = "") => this.#process(job, token),
      {
        connection: client,
        prefix,
        name: workerId,
        autorun: false,
        concurrency: engine.info.slots,
        lockDuration: this.#lockMs,
        stalledInterval: this.#lockMs / 2,
        maxStalledCount: maxLostWorkers,
        // After an outage, at once: the connection already waits until Redis is back.
        runRetryDelay: 1000,
      },
    );
    worker.on("error", (error) => this.#logger.debug({ error }, "queue trouble"));
    worker.on("lockRenewalFailed", (jobIds) => {
      for (const jobId of jobIds) this.#stop(jobId, "lost");
    });
    worker.on("stalled", (jobId) =>
      this.#logger.warn({ jobId }, "a job lost its worker; it is tried again"),
    );
    this.#connections = { client, worker };
    await worker.waitUntilReady();
    await this.#announce(client);
    worker.run().catch((thrown: unknown) => {
      this.#logger.error({ error: coerceError(thrown) }, "the worker stopped taking jobs");
    });
    void this.#tick(client);
  }

  async #drain(timeoutMs: number): Promise<DrainReport> {
    const { clock } = this.#options;
    await this.#connections?.worker.pause(true);
    const running = [...this.#runs];
    const allEnded = Promise.all(running.map(([, run]) => run.ended.promise));
    await withinTime(allEnded, timeoutMs, clock);
    for (const [jobId] of running) this.#stop(jobId, "hand-back");
    await withinTime(allEnded, this.#patienceMs(), clock);
    const idsOf = (handedBack: boolean) =>
      running.filter(([, run]) => run.handedBack === handedBack).map(([jobId]) => jobId);
    return { finished: idsOf(false), handedBack: idsOf(true) };
  }

  async #close(): Promise<void> {
    const { clock, workerId } = this.#options;
    await this.drain(0);
    this.#leaving.abort();
    if (this.#connections === undefined) return;
    const { client, worker } = this.#connections;
    await withinTime(withdrawWorker(client, this.#keys, workerId), this.#patienceMs(), clock);
    const force = client.status !== "ready";
    await withinTime(worker.close(force), this.#patienceMs(), clock);
    await client.hangUp(clock);
  }

  async #process(job: Job<unknown, Outcome>, token: string): Promise<Outcome> {
    const jobId = job.id ?? "";
    if (this.#drained !== undefined) return this.#handBack(job, token, 0);
    if (this.#stop(jobId, "lost")) return this.#handBack(job, token, olderAttemptDelayMs);
    const run: Run = {
      stop: new AbortController(),
      ended: deferred(),
      stopReason: undefined,
      handedBack: false,
    };
    this.#runs.set(jobId, run);
    try {
      return await this.#attempt(job, token, run);
    } finally {
      this.#runs.delete(jobId);
      run.ended.resolve();
    }
  }

  async #attempt(job: Job<unknown, Outcome>, token: string, run: Run): Promise<Outcome> {
    const { engine, clock } = this.#options;
    const jobId = job.id ?? "";
    const attempt = job.attemptsStarted;
    const logger = this.#logger.child({ jobId, attempt });
    const read = readRequest(job.data);
    if ("failure" in read) return { attempt, result: { kind: "failed", failure: read.failure } };
    if ((await this.#marks().marked([jobId])).length > 0)
      return { attempt, result: { kind: "cancelled-while-waiting" } };

    if (!(await this.#isForUs(read.request.model, job))) {
      run.handedBack = true;
      return this.#handBack(job, token, otherWorkerDelayMs);
    }

    const result = await runJob(read.request, {
      engine,
      clock,
      logger,
      signal: run.stop.signal,
      publish: (text) => publishSnapshot(job, { attempt, text }, logger),
    });
    if (run.stopReason === "lost") throw new Error("the job belongs to another worker");
    if (run.stopReason === "hand-back" && endedByAbort(result)) {
      run.handedBack = true;
      return this.#handBack(job, token, 0);
    }
    if (result.kind === "failed" && isWorthRetrying(result, job.attemptsMade + 1)) {
      logger.warn({ code: result.failure.code }, "a job failed; it is tried again");
      throw new GenerationError(result.failure);
    }
    return { attempt, result };
  }

  /** False where another worker had better run it. */
  async #isForUs(model: string | null, job: Job): Promise<boolean> {
    const { models, workerId, clock } = this.#options;
    if (model === null || models === undefined) return true;
    const { client } = this.#connected();
    const keys = this.#keys;
    const lockMs = this.#lockMs;
    const placement = new ModelPlacement({ client, keys, workerId, models, lockMs, clock });
    return placement.isForUs(model, job.timestamp);
  }

  /** Puts a job back among those that wait, without counting this attempt. Never returns: BullMQ is told by throwing. */
  async #handBack(job: Job, token: string, delayMs: number): Promise<never> {
    await job.moveToDelayed(this.#options.clock.now() + delayMs, token);
    throw new DelayedError();
  }

  /** False when this job doesn't run here. The first reason counts. */
  #stop(jobId: string, reason: StopReason): boolean {
    const run = this.#runs.get(jobId);
    if (run === undefined) return false;
    run.stopReason ??= reason;
    run.stop.abort();
    return true;
  }

  /** Says that it lives, and looks for cancels that it didn't hear. */
  async #tick(client: Redis): Promise<void> {
    const { clock } = this.#options;
    const { signal } = this.#leaving;
    while (!signal.aborted) {
      try {
        await clock.sleep(this.#lockMs / 3, signal);
        await this.#announce(client);
        for (const jobId of await this.#marks().marked([...this.#runs.keys()]))
          this.#stop(jobId, "cancel");
      } catch (thrown) {
        if (isAbort(thrown, signal)) return;
        this.#logger.debug({ error: coerceError(thrown) }, "a heartbeat failed");
      }
    }
  }

  async #announce(client: Redis): Promise<void> {
    const { engine, models, workerId } = this.#options;
    const status = {
      id: workerId,
      engine: engine.info,
      status: engine.status(),
      models: models?.status() ?? statusOfEngine(engine),
    };
    const others = (await listWorkers(client, this.#keys)).filter(({ id }) => id !== workerId);
    const alone = this.#options.concurrency ?? engine.info.slots;
    const concurrency = others.length === 0 ? alone : Math.min(alone, slotsOf(status));
    this.#connected().worker.concurrency = concurrency;
    await announceWorker(client, this.#keys, { ...status, concurrency }, this.#lockMs);
    if (models === undefined) return;
    const files = { workerId, files: models.files() };
    await announceModelFiles(client, this.#keys, files, this.#lockMs);
  }

  #patienceMs(): number {
    return this.#connections?.client.status === "ready" ? patienceMs.ready : patienceMs.away;
  }

  #marks(): CancelMarks {
    return new CancelMarks(this.#connected().client, this.#keys);
  }

  #connected(): Connections {
    if (this.#connections === undefined) throw new Error("the worker hasn't been started");
    return this.#connections;
  }
}

interface Connections {
  readonly client: RedisLine;
  readonly worker: Worker<unknown, Outcome>;
}

/** Fails when Redis has lost the job; then the lock will tell, and nobody misses the snapshot. */
async function publishSnapshot(
  job: Job,
  snapshot: { attempt: number; text: string },
  logger: Logger,
) {
  try {
    await job.updateProgress(snapshot);
  } catch (thrown) {
    logger.debug({ error: coerceError(thrown) }, "a snapshot could not be written");
  }
}
