import { type Job, type Queue, QueueEvents } from "bullmq";
import type { Redis } from "ioredis";
import type { GenerationFailure } from "../generation/generation-error.ts";
import type { GenerationResult } from "../generation/generation-queue.ts";
import { readResult, readSnapshot, type Snapshot } from "./job-payload.ts";

export interface JobListener {
  started(jobId: string): void;
  snapshot(jobId: string, snapshot: Snapshot): void;
  ended(jobId: string, result: GenerationResult): void;
}

/** Reads BullMQ's event stream for a bot. */
export class JobEvents {
  readonly #client: Redis;
  readonly #events: QueueEvents;
  readonly #streamKey: string;
  #lastRead: string;

  private constructor(client: Redis, events: QueueEvents, streamKey: string, lastRead: string) {
    this.#client = client;
    this.#events = events;
    this.#streamKey = streamKey;
    this.#lastRead = lastRead;
  }

  /** `onError` hears what an outage looks like from here. */
  static async open(
    client: Redis,
    queue: Queue,
    listener: JobListener,
    onError: (error: Error) => void,
  ): Promise<JobEvents> {
    const streamKey = queue.toKey("events");
    // From the newest event on. BullMQ's default, "what comes from now on", misses what comes between two reads.
    const newest = (await client.xrevrange(streamKey, "+", "-", "COUNT", 1))[0]?.[0] ?? "0-0";
    const events = new QueueEvents(queue.name, {
      connection: client,
      prefix: queue.opts.prefix ?? "",
      lastEventId: newest,
      // A read that an outage swallowed keeps the process alive for as long, also after a close.
      blockingTimeout: 2000,
    });
    events.on("error", onError);
    const opened = new JobEvents(client, events, streamKey, newest);
    opened.#listen(listener);
    return opened;
  }

  /**
   * Deletes what was read. Events carry the text of replies; they serve nobody any more, since the bot is their only
   * reader, and a forgotten job leaves nothing behind.
   */
  async forgetRead(): Promise<void> {
    const [time, number] = this.#lastRead.split("-");
    await this.#client.xtrim(this.#streamKey, "MINID", `${time}-${Number(number) + 1}`);
  }

  async close(): Promise<void> {
    await this.#events.close();
  }

  #listen(listener: JobListener): void {
    this.#events.on("active", ({ jobId }, eventId) => {
      this.#lastRead = eventId;
      listener.started(jobId);
    });
    this.#events.on("progress", ({ jobId, data }, eventId) => {
      this.#lastRead = eventId;
      const snapshot = readSnapshot(data);
      if (snapshot !== undefined) listener.snapshot(jobId, snapshot);
    });
    this.#events.on("completed", ({ jobId, returnvalue }, eventId) => {
      this.#lastRead = eventId;
      listener.ended(jobId, readResult(returnvalue));
    });
    this.#events.on("failed", ({ jobId }, eventId) => {
      this.#lastRead = eventId;
      listener.ended(jobId, workerLost);
    });
  }
}

/** How a stored job ended; undefined while it hasn't. */
export function storedResult(job: Job): GenerationResult | undefined {
  if (job.finishedOn === undefined) return undefined;
  return job.returnvalue === null || job.returnvalue === undefined
    ? workerLost
    : readResult(job.returnvalue);
}

/** What an engine can't do is a result; BullMQ itself fails a job only after too many workers died with it. */
const workerLost: GenerationResult = {
  kind: "failed",
  failure: {
    code: "worker-lost",
    message: "The model went away several times while it wrote this reply. Please try again later.",
    retryable: true,
  } satisfies GenerationFailure,
};
