import { type Job, Queue } from "bullmq";
import type {
  GenerationJob,
  GenerationQueue,
  QueueMode,
  QueuePlace,
  QueueStatus,
  WorkerStatus,
} from "../generation/generation-queue.ts";
import type { GenerationRequest } from "../generation/request.ts";
import type { Clock } from "../lib/clock.ts";
import { coerceError, isAbort, OperationalError } from "../lib/errors.ts";
import { KeyedMutex } from "../lib/keyed-mutex.ts";
import type { Logger } from "../lib/logger.ts";
import { CancelMarks } from "./cancel-marks.ts";
import { connectRedis } from "./connect-redis.ts";
import { JobEvents, storedResult } from "./job-events.ts";
import { assertJobId } from "./job-id.ts";
import { readSnapshot } from "./job-payload.ts";
import { type OpenJob, OpenJobs } from "./open-jobs.ts";
import { queueName, type RedisKeys, redisKeys } from "./redis-keys.ts";
import type { RedisLine } from "./redis-line.ts";
import { StoredJobs } from "./stored-jobs.ts";
import { placeOf, refusalOf, type WaitingLine, waitOfNewcomer } from "./waiting-line.ts";
import { withinTime } from "./within-time.ts";
import { listWorkers } from "./worker-registry.ts";

export interface BullMqQueueOptions {
  readonly redisUrl: string;
  /** Start of every key. One bot for each prefix. */
  readonly prefix: string;
  /** As the workers have it; also how often jobs that are waited for are looked up. Default: 10 000. */
  readonly lockMs?: number;
  /** Jobs that may wait at once. Default: any number. */
  readonly mostWaiting?: number | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * The bot's end of the queue on Redis. Throws an `OperationalError` when Redis can't be reached. Later outages are
 * waited out: calls resolve when Redis is back, and what Redis has lost by then is put in again.
 *
 * Disposing of it settles nothing: jobs go on in Redis, for the next start to join.
 */
export async function createBullMqQueue(options: BullMqQueueOptions): Promise<GenerationQueue> {
  const client = await connectRedis(options.redisUrl, options);
  try {
    return await openQueue(client, options);
  } catch (thrown) {
    await client.hangUp(options.clock);
    throw thrown;
  }
}

async function openQueue(client: RedisLine, options: BullMqQueueOptions): Promise<GenerationQueue> {
  const queue = new Queue(queueName, { connection: client, prefix: options.prefix });
  const jobs = new OpenJobs(options.clock);
  // What an outage looks like here; it is logged where the connection is made.
  const onError = (error: Error) => options.logger.debug({ error }, "queue trouble");
  queue.on("error", onError);
  const events = await JobEvents.open(
    client,
    queue,
    {
      started: (jobId) => jobs.started(jobId),
      snapshot: (jobId, { attempt, text }) => jobs.get(jobId)?.handle.showSnapshot(attempt, text),
      ended: (jobId, result) => {
        const job = jobs.get(jobId);
        if (job !== undefined) jobs.end(job, result);
      },
    },
    onError,
  );
  return new RedisQueue({ ...options, client, queue, jobs, events });
}

/** How long Redis may take while we are leaving. */
const patienceMs = { ready: 2000, away: 200 };

class RedisQueue implements GenerationQueue {
  readonly #client: RedisLine;
  readonly #queue: Queue;
  readonly #events: JobEvents;
  readonly #keys: RedisKeys;
  readonly #stored: StoredJobs;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #checkEveryMs: number;
  readonly #mostWaiting: number | undefined;
  /** Calls about one job come one after another. */
  readonly #order = new KeyedMutex<string>();
  /** Those that have ended are remembered by Redis, for an hour. */
  readonly #jobs: OpenJobs;
  readonly #closing = new AbortController();
  readonly #postponed: (() => Promise<void>)[] = [];
  #mode: QueueMode = "running";
  #closed: Promise<void> | undefined;

  constructor(
    options: BullMqQueueOptions & {
      readonly client: RedisLine;
      readonly queue: Queue;
      readonly jobs: OpenJobs;
      readonly events: JobEvents;
    },
  ) {
    this.#client = options.client;
    this.#queue = options.queue;
    this.#events = options.events;
    this.#jobs = options.jobs;
    this.#keys = redisKeys(options.prefix);
    this.#stored = new StoredJobs({
      ...options,
      keys: this.#keys,
      marks: new CancelMarks(options.client, this.#keys),
    });
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#checkEveryMs = options.lockMs ?? 10_000;
    this.#mostWaiting = options.mostWaiting;
    this.#client.on("ready", () => void this.#catchUpAll());
    void this.#checkNowAndThen();
  }

  async submit(request: GenerationRequest): Promise<GenerationJob> {
    assertJobId(request.id);
    return this.#order.run(request.id, async () => {
      const known = this.#jobs.get(request.id);
      if (known !== undefined) return known.handle;
      this.#assertOpen();
      const stored = await this.#stored.find(request.id);
      if (stored === undefined)
        return (await this.#refusal(request)) ?? (await this.#open(request)).handle;
      const joined = this.#jobs.adopt(request, stored.priority, stored.processedOn);
      this.#catchUp(joined, stored);
      return joined.handle;
    });
  }

  cancel(id: string): Promise<void> {
    return this.#whenRedisIsThere(() => this.#order.run(id, () => this.#cancel(id)));
  }

  discard(id: string): Promise<void> {
    return this.#whenRedisIsThere(() => this.#order.run(id, () => this.#discard(id)));
  }

  async place(id: string): Promise<QueuePlace | undefined> {
    // Whose turn it is can be told without Redis; how many there are who serve can't.
    return placeOf(id, await this.#line());
  }

  waiting(conversationKeys: ReadonlySet<string>): readonly string[] {
    return this.#jobs.waiting(conversationKeys);
  }

  move(id: string, model: string): Promise<boolean> {
    return this.#order.run(id, () => this.#move(id, model));
  }

  remove(id: string): Promise<void> {
    return this.#whenRedisIsThere(() => this.#order.run(id, () => this.#remove(id)));
  }

  async switchTo(mode: QueueMode): Promise<void> {
    this.#mode = mode;
    await this.#whenRedisIsThere(() =>
      this.#mode === "paused" ? this.#queue.pause() : this.#queue.resume(),
    );
  }

  async status(): Promise<QueueStatus> {
    this.#assertOpen();
    const status = await this.#client.unlessAway(() => this.#askStatus());
    if (status !== undefined) return status;
    throw new OperationalError("redis-unreachable", "Redis doesn't answer at the moment.", {
      retryable: true,
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#closing.abort();
    await withinTime(
      Promise.allSettled([this.#events.close(), this.#queue.close()]),
      this.#client.status === "ready" ? patienceMs.ready : patienceMs.away,
      this.#clock,
    );
    await this.#client.hangUp(this.#clock);
  }

  /** Nobody should have to wait through an outage for a clean-up: it is done at once, or when Redis is back. */
  async #whenRedisIsThere(action: () => Promise<void>): Promise<void> {
    if (this.#client.status === "ready") await this.#client.unlessAway(action);
    else this.#postponed.push(action);
  }

  async #askStatus(): Promise<QueueStatus> {
    const [counts, workers] = await Promise.all([
      this.#queue.getJobCounts("prioritized", "waiting", "delayed", "active"),
      listWorkers(this.#client, this.#keys),
    ]);
    const held = this.#jobs.all().filter((job) => job.tag === undefined).length;
    const { prioritized = 0, waiting = 0, delayed = 0, active = 0 } = counts;
    return {
      mode: this.#mode,
      waiting: held + prioritized + waiting + delayed,
      active,
      estimatedWaitMs: waitOfNewcomer(this.#lineAt(workers)),
      workers,
    };
  }

  /** A job that there is no room for, ended already. */
  async #refusal(request: GenerationRequest): Promise<GenerationJob | undefined> {
    const hasRoom = this.#mostWaiting === undefined || this.#jobs.all().length <= this.#mostWaiting;
    if (hasRoom && this.#mode !== "draining") return undefined;
    return refusalOf(request, await this.#line(), this.#mostWaiting);
  }

  async #line(): Promise<WaitingLine> {
    const ask = () => listWorkers(this.#client, this.#keys);
    return this.#lineAt((await this.#client.unlessAway(ask)) ?? []);
  }

  #lineAt(workers: readonly WorkerStatus[]): WaitingLine {
    return {
      jobs: this.#jobs.all(),
      usual: this.#jobs.usualDuration,
      newcomerTag: this.#jobs.newcomerTag,
      mode: this.#mode,
      slots: workers.reduce(
        (total, { engine, concurrency }) => total + (concurrency ?? engine.slots),
        0,
      ),
      now: this.#clock.now(),
    };
  }

  /** Redis is back, perhaps without what it held. */
  async #catchUpAll(): Promise<void> {
    const postponed = this.#postponed.splice(0).map((action) => action());
    const outcomes = await Promise.allSettled([...postponed, this.#checkAll()]);
    for (const outcome of outcomes)
      if (outcome.status === "rejected")
        this.#logger.warn({ error: coerceError(outcome.reason) }, "catching up with Redis failed");
  }

  async #cancel(id: string): Promise<void> {
    const job = this.#jobs.get(id);
    const isHeld = job !== undefined && job.tag === undefined;
    const left = isHeld ? "gone" : await this.#stored.cancel(id);
    if (left === "gone" && job !== undefined)
      this.#jobs.end(job, { kind: "cancelled-while-waiting" });
  }

  async #discard(id: string): Promise<void> {
    await this.#stored.noteDiscarded(id);
    await this.#cancel(id);
    await this.#stored.forgetDiscarded(id);
  }

  /** What ended long ago and nobody asked for, and what was discarded while it ran. */
  async #tidy(): Promise<void> {
    for (const id of await this.#stored.discarded())
      await this.#order.run(id, () => this.#stored.forgetDiscarded(id));
    await this.#stored.forgetOld();
  }

  async #move(id: string, model: string): Promise<boolean> {
    const job = this.#jobs.get(id);
    if (job === undefined || job.startedAt !== undefined) return false;
    const isHeld = job.tag === undefined;
    if (!isHeld && !(await this.#stored.change(id, { ...job.request, model }))) return false;
    this.#jobs.move(job, model);
    return true;
  }

  async #remove(id: string): Promise<void> {
    if (this.#jobs.get(id) === undefined) await this.#stored.forget(id);
  }

  /** Puts a new job behind the others of its conversation, or straight into Redis when there are none. */
  async #open(request: GenerationRequest): Promise<OpenJob> {
    let sent: Promise<void> | undefined;
    let later = false;
    const opened = this.#jobs.open(request, (job, tag) => {
      if (later) void this.#order.run(request.id, () => this.#send(job, tag));
      else sent = this.#send(job, tag);
    });
    later = true;
    await sent;
    return opened;
  }

  async #send(job: OpenJob, tag: number): Promise<void> {
    if (job.handle.settled) return;
    try {
      await this.#stored.add(job.request, tag);
    } catch (thrown) {
      // Still waited for: the next check finds that Redis doesn't have it.
      const jobId = job.request.id;
      this.#logger.warn({ jobId, error: coerceError(thrown) }, "a job could not be queued yet");
    }
  }

  async #checkNowAndThen(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        await this.#clock.sleep(this.#checkEveryMs, signal);
        await this.#checkAll();
        await this.#client.unlessAway(() => this.#tidy());
      } catch (thrown) {
        if (isAbort(thrown, signal)) return;
        this.#logger.debug({ error: coerceError(thrown) }, "a look at Redis failed");
      }
    }
  }

  /** Events can be lost, and so can everything that Redis held: asks for what is waited for, and sends what is gone. */
  async #checkAll(): Promise<void> {
    await Promise.all(
      this.#jobs.all().map((job) => this.#order.run(job.request.id, () => this.#check(job))),
    );
  }

  async #check(job: OpenJob): Promise<void> {
    if (job.tag === undefined || job.handle.settled || this.#closing.signal.aborted) return;
    const jobId = job.request.id;
    try {
      const stored = await this.#stored.find(jobId);
      if (stored !== undefined) {
        this.#catchUp(job, stored);
        return;
      }
      this.#logger.warn({ jobId }, "Redis has lost a job; it is queued again");
      await this.#send(job, job.tag);
    } catch (thrown) {
      this.#logger.debug({ jobId, error: coerceError(thrown) }, "a check failed");
    }
  }

  #catchUp(job: OpenJob, stored: Job): void {
    const result = storedResult(stored);
    if (result !== undefined) this.#jobs.end(job, result);
    const snapshot = readSnapshot(stored.progress);
    if (snapshot?.attempt === stored.attemptsStarted)
      job.handle.showSnapshot(snapshot.attempt, snapshot.text);
  }

  #assertOpen(): void {
    if (this.#closing.signal.aborted)
      throw new OperationalError("queue-closed", "The bot is shutting down.", { retryable: true });
  }
}
