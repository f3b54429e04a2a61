import type { Job, Queue } from "bullmq";
import type { GenerationRequest } from "../generation/request.ts";
import type { CancelMarks } from "./cancel-marks.ts";
import type { JobEvents } from "./job-events.ts";
import type { RedisKeys } from "./redis-keys.ts";
import type { RedisLine } from "./redis-line.ts";
import { jobAttempts } from "./run-job.ts";

/** How long a job that ended is kept for a bot that wasn't there. */
const keptMs = 3_600_000;
/** So many of them are forgotten at once. */
const mostTidied = 1000;

export interface StoredJobsOptions {
  readonly client: RedisLine;
  readonly queue: Queue;
  readonly events: Pick<JobEvents, "forgetRead">;
  readonly keys: RedisKeys;
  readonly marks: CancelMarks;
}

/** The jobs as Redis has them. Calls about one job have to come one after another. */
export class StoredJobs {
  readonly #options: StoredJobsOptions;

  constructor(options: StoredJobsOptions) {
    this.#options = options;
  }

  find(id: string): Promise<Job | undefined> {
    return this.#options.queue.getJob(id);
  }

  async add(request: GenerationRequest, tag: number): Promise<void> {
    const { queue, marks } = this.#options;
    await marks.clear(request.id);
    await queue.add("reply", request, {
      jobId: request.id,
      priority: tag,
      attempts: jobAttempts,
      removeOnComplete: { age: keptMs / 1000, count: 1000 },
      removeOnFail: { age: keptMs / 1000, count: 1000 },
    });
  }

  /** Takes a job out while it waits, and has its worker stop it while it runs. `gone` where there is none any more. */
  async cancel(id: string): Promise<"gone" | "running" | "ended"> {
    const { marks } = this.#options;
    const stored = await this.find(id);
    if (stored === undefined) return "gone";
    if (stored.finishedOn !== undefined) return "ended";
    await marks.set(id);
    if (!(await removeUnlessRunning(stored))) {
      await marks.broadcast(id);
      return "running";
    }
    await marks.clear(id);
    return "gone";
  }

  /** Notes that a job is to be forgotten: a bot that dies before that does it after its next start. */
  async noteDiscarded(id: string): Promise<void> {
    const { client, keys } = this.#options;
    await client.sadd(keys.discarded, id);
  }

  discarded(): Promise<readonly string[]> {
    const { client, keys } = this.#options;
    return client.smembers(keys.discarded);
  }

  /** Forgets a discarded job, unless a worker still has it. */
  async forgetDiscarded(id: string): Promise<void> {
    const { client, keys, events } = this.#options;
    const stored = await this.find(id);
    if (stored !== undefined && stored.finishedOn === undefined) {
      if (!(await removeUnlessRunning(stored))) return;
    } else await stored?.remove();
    await client.srem(keys.discarded, id);
    await events.forgetRead();
  }

  /** Forgets a job that has ended. */
  async forget(id: string): Promise<void> {
    const stored = await this.find(id);
    if (stored?.finishedOn === undefined) return;
    await stored.remove();
    await this.#options.events.forgetRead();
  }

  /** Forgets what ended long ago and nobody asked for. */
  async forgetOld(): Promise<void> {
    for (const kind of ["completed", "failed"] as const)
      await this.#options.queue.clean(keptMs, mostTidied, kind);
  }

  /** Asks for something else by a job that waits. False when a worker has it, or may have read what stood there before. */
  async change(id: string, request: GenerationRequest): Promise<boolean> {
    const stored = await this.find(id);
    if (stored === undefined) return true;
    if ((await stored.getState()) === "active") return false;
    await stored.updateData(request);
    return (await stored.getState()) !== "active";
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
