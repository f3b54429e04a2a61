import { type Job, Queue, QueueEvents } from "bullmq";
import type { Redis } from "ioredis";
import type { GenerationFailure } from "../generation/generation-error.ts";
import type {
  GenerationJob,
  GenerationQueue,
  GenerationResult,
  QueueStatus,
} from "../generation/generation-queue.ts";
import type { GenerationRequest } from "../generation/request.ts";
import type { Clock } from "../lib/clock.ts";
import { coerceError, isAbort, OperationalError } from "../lib/errors.ts";
import { KeyedMutex } from "../lib/keyed-mutex.ts";
import type { Logger } from "../lib/logger.ts";
import { CancelMarks } from "./cancel-marks.ts";
import { connectRedis } from "./connect-redis.ts";
import { ConversationLanes } from "./conversation-lanes.ts";
import { disconnectRedis } from "./disconnect-redis.ts";
import { FairTags } from "./fair-tags.ts";
import { JobHandle } from "./job-handle.ts";
import { assertJobId } from "./job-id.ts";
import { readResult, readSnapshot } from "./job-payload.ts";
import { queueName, type RedisKeys, redisKeys } from "./redis-keys.ts";
import { jobAttempts } from "./run-job.ts";
import { withinTime } from "./within-time.ts";
import { listWorkers } from "./worker-registry.ts";

export interface BullMqQueueOptions {
  readonly redisUrl: string;
  /** Start of every key. One bot for each prefix. */
  readonly prefix: string;
  /** As the workers have it; also how often jobs that are waited for are looked up. Default: 10 000. */
  readonly lockMs?: number;
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
  const queue = new Queue(queueName, { connection: client, prefix: options.prefix });
  const eventsKey = queue.toKey("events");
  const events = new QueueEvents(queueName, {
    connection: client,
    prefix: options.prefix,
    // From the newest event on. BullMQ's default, "what comes from now on", misses what comes between two reads.
    lastEventId: (await client.xrevrange(eventsKey, "+", "-", "COUNT", 1))[0]?.[0] ?? "0-0",
  });
  return new RedisQueue({ ...options, client, queue, events, eventsKey });
}

const hourSeconds = 3600;
/** For a Redis that doesn't answer while we are leaving. */
const patienceMs = 2000;

interface Entry {
  readonly request: GenerationRequest;
  readonly handle: JobHandle;
  /** Undefined until it is (or is about to be) in Redis. */
  tag: number | undefined;
}

class RedisQueue implements GenerationQueue {
  readonly #client: Redis;
  readonly #queue: Queue;
  readonly #events: QueueEvents;
  readonly #eventsKey: string;
  readonly #keys: RedisKeys;
  readonly #marks: CancelMarks;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #checkEveryMs: number;
  /** Calls about one job come one after another. */
  readonly #order = new KeyedMutex<string>();
  /** Jobs that have not ended. Those that have are remembered by Redis, for an hour. */
  readonly #entries = new Map<string, Entry>();
  readonly #lanes = new ConversationLanes();
  readonly #tags = new FairTags();
  readonly #closing = new AbortController();
  #lastReadEvent: string | undefined;
  #closed: Promise<void> | undefined;

  constructor(
    options: BullMqQueueOptions & {
      readonly client: Redis;
      readonly queue: Queue;
      readonly events: QueueEvents;
      readonly eventsKey: string;
    },
  ) {
    this.#client = options.client;
    this.#queue = options.queue;
    this.#events = options.events;
    this.#eventsKey = options.eventsKey;
    this.#keys = redisKeys(options.prefix);
    this.#marks = new CancelMarks(options.client, this.#keys);
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#checkEveryMs = options.lockMs ?? 10_000;
    this.#listen();
    void this.#checkNowAndThen();
  }

  async submit(request: GenerationRequest): Promise<GenerationJob> {
    assertJobId(request.id);
    return this.#order.run(request.id, async () => {
      const known = this.#entries.get(request.id);
      if (known !== undefined) return known.handle;
      this.#assertOpen();
      const job = await this.#find(request.id);
      const entry: Entry = { request, handle: new JobHandle(request.id), tag: job?.priority };
      this.#entries.set(request.id, entry);
      if (job === undefined) await this.#enter(entry);
      else this.#join(entry, job);
      return entry.handle;
    });
  }

  async cancel(id: string): Promise<void> {
    await this.#order.run(id, async () => {
      const entry = this.#entries.get(id);
      if (entry !== undefined && entry.tag === undefined) {
        this.#end(entry, { kind: "cancelled-while-waiting" });
        return;
      }
      const job = await this.#find(id);
      if (job === undefined || job.finishedOn !== undefined) return;
      await this.#marks.set(id);
      if (await removeUnlessRunning(job)) {
        await this.#marks.clear(id);
        if (entry !== undefined) this.#end(entry, { kind: "cancelled-while-waiting" });
        return;
      }
      await this.#marks.broadcast(id);
    });
  }

  async remove(id: string): Promise<void> {
    await this.#order.run(id, async () => {
      if (this.#entries.has(id)) return;
      const job = await this.#find(id);
      if (job?.finishedOn === undefined) return;
      await job.remove();
      await this.#trimReadEvents();
    });
  }

  async status(): Promise<QueueStatus> {
    this.#assertOpen();
    if (this.#client.status !== "ready")
      throw new OperationalError("redis-unreachable", "Redis doesn't answer at the moment.", {
        retryable: true,
      });
    const [counts, workers] = await Promise.all([
      this.#queue.getJobCounts("prioritized", "waiting", "delayed", "active"),
      listWorkers(this.#client, this.#keys),
    ]);
    const held = [...this.#entries.values()].filter((entry) => entry.tag === undefined).length;
    const { prioritized = 0, waiting = 0, delayed = 0, active = 0 } = counts;
    return { waiting: held + prioritized + waiting + delayed, active, workers };
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#closing.abort();
    await withinTime(
      Promise.allSettled([this.#events.close(), this.#queue.close()]),
      patienceMs,
      this.#clock,
    );
    await disconnectRedis(this.#client, this.#clock);
  }

  #listen(): void {
    const read = (eventId: string) => {
      this.#lastReadEvent = eventId;
    };
    this.#events.on("active", ({ jobId }, eventId) => {
      read(eventId);
      const tag = this.#entries.get(jobId)?.tag;
      if (tag !== undefined) this.#tags.started(tag);
    });
    this.#events.on("progress", ({ jobId, data }, eventId) => {
      read(eventId);
      const snapshot = readSnapshot(data);
      if (snapshot !== undefined)
        this.#entries.get(jobId)?.handle.showSnapshot(snapshot.attempt, snapshot.text);
    });
    this.#events.on("completed", ({ jobId, returnvalue }, eventId) => {
      read(eventId);
      const entry = this.#entries.get(jobId);
      if (entry !== undefined) this.#end(entry, readResult(returnvalue));
    });
    this.#events.on("failed", ({ jobId, failedReason }, eventId) => {
      read(eventId);
      const entry = this.#entries.get(jobId);
      if (entry === undefined) return;
      this.#logger.warn({ jobId, failedReason }, "a job was given up");
      this.#end(entry, { kind: "failed", failure: workerLost });
    });
    // What an outage looks like here; it is logged where the connection is made.
    const onError = (error: Error) => this.#logger.debug({ error }, "queue trouble");
    this.#queue.on("error", onError);
    this.#events.on("error", onError);
    this.#client.on("ready", () => void this.#checkAll());
  }

  /** Puts a new job behind the others of its conversation, or straight into Redis when there are none. */
  async #enter(entry: Entry): Promise<void> {
    const { conversationKey, id } = entry.request;
    let sent: Promise<void> | undefined;
    let later = false;
    this.#lanes.enter(conversationKey, id, () => {
      if (later) void this.#order.run(id, () => this.#send(entry));
      else sent = this.#send(entry);
    });
    later = true;
    await sent;
  }

  /** Follows a job that is in Redis already. */
  #join(entry: Entry, job: Job): void {
    const { conversationKey, fairnessKey, id } = entry.request;
    this.#lanes.enter(conversationKey, id, () => {});
    this.#tags.adopt(fairnessKey, job.priority);
    this.#takeOver(entry, job);
  }

  async #send(entry: Entry): Promise<void> {
    if (entry.handle.settled) return;
    const { id, fairnessKey, priority } = entry.request;
    entry.tag ??= this.#tags.assign(fairnessKey, priority);
    try {
      await this.#marks.clear(id);
      await this.#queue.add("reply", entry.request, {
        jobId: id,
        priority: entry.tag,
        attempts: jobAttempts,
        removeOnComplete: { age: hourSeconds, count: 1000 },
        removeOnFail: { age: hourSeconds, count: 1000 },
      });
    } catch (thrown) {
      // Still waited for: the next check finds that Redis doesn't have it.
      this.#logger.warn({ jobId: id, error: coerceError(thrown) }, "a job could not be queued yet");
    }
  }

  async #checkNowAndThen(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        await this.#clock.sleep(this.#checkEveryMs, signal);
        await this.#checkAll();
      } catch (thrown) {
        if (!isAbort(thrown, signal)) throw thrown;
      }
    }
  }

  /** Events can be lost, and so can everything that Redis held: asks for what is waited for, and sends what is gone. */
  async #checkAll(): Promise<void> {
    const sent = [...this.#entries.values()].filter((entry) => entry.tag !== undefined);
    await Promise.all(
      sent.map((entry) => this.#order.run(entry.handle.id, () => this.#check(entry))),
    );
  }

  async #check(entry: Entry): Promise<void> {
    const { handle } = entry;
    if (handle.settled || this.#closing.signal.aborted) return;
    try {
      const job = await this.#find(handle.id);
      if (job !== undefined) {
        this.#takeOver(entry, job);
        return;
      }
      this.#logger.warn({ jobId: handle.id }, "Redis has lost a job; it is queued again");
      await this.#send(entry);
    } catch (thrown) {
      this.#logger.debug({ jobId: handle.id, error: coerceError(thrown) }, "a check failed");
    }
  }

  /** What Redis knows about a job. */
  #takeOver(entry: Entry, job: Job): void {
    if (job.finishedOn !== undefined) {
      const gaveUp = job.returnvalue === null || job.returnvalue === undefined;
      this.#end(
        entry,
        gaveUp ? { kind: "failed", failure: workerLost } : readResult(job.returnvalue),
      );
      return;
    }
    const snapshot = readSnapshot(job.progress);
    if (snapshot?.attempt === job.attemptsStarted)
      entry.handle.showSnapshot(snapshot.attempt, snapshot.text);
  }

  #end(entry: Entry, result: GenerationResult): void {
    const { conversationKey, id } = entry.request;
    entry.handle.settle(result);
    this.#entries.delete(id);
    this.#lanes.leave(conversationKey, id);
    if (this.#entries.size === 0) this.#tags.idle();
  }

  async #find(id: string): Promise<Job | undefined> {
    return this.#queue.getJob(id);
  }

  /**
   * Events carry the text of replies. Those that were read serve nobody any more: this queue is the only reader, and
   * a forgotten job leaves nothing behind.
   */
  async #trimReadEvents(): Promise<void> {
    const [time, number] = (this.#lastReadEvent ?? "0-0").split("-");
    await this.#client.xtrim(this.#eventsKey, "MINID", `${time}-${Number(number) + 1}`);
  }

  #assertOpen(): void {
    if (this.#closing.signal.aborted)
      throw new OperationalError("queue-closed", "The bot is shutting down.", { retryable: true });
  }
}

/** False when a worker has the job. */
async function removeUnlessRunning(job: Job): Promise<boolean> {
  if ((await job.getState()) === "active") return false;
  try {
    await job.remove();
    return true;
  } catch {
    // BullMQ refuses to remove a job that was taken in the meantime.
    return false;
  }
}

const workerLost: GenerationFailure = {
  code: "worker-lost",
  message: "The model went away several times while it wrote this reply. Please try again later.",
  retryable: true,
};
