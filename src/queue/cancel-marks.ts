import type { Redis } from "ioredis";
import type { RedisKeys } from "./redis-keys.ts";

/** Longer than any job lives. */
const markSeconds = 3600;

/**
 * How a cancel reaches a running job. Only the worker that runs it can stop it, and the bot doesn't know which one that
 * is: so all of them are told. And since one may be about to take the job at that very moment, or may be cut off from
 * Redis, the wish is also written down; a worker looks when it takes a job, and now and then while it runs.
 */
export class CancelMarks {
  readonly #client: Redis;
  readonly #keys: RedisKeys;

  constructor(client: Redis, keys: RedisKeys) {
    this.#client = client;
    this.#keys = keys;
  }

  /** Before the job is taken away or its worker is told, so that nobody can take it in between unnoticed. */
  async set(jobId: string): Promise<void> {
    await this.#client.set(this.#keys.cancelMark(jobId), "1", "EX", markSeconds);
  }

  async broadcast(jobId: string): Promise<void> {
    await this.#client.publish(this.#keys.cancelChannel, jobId);
  }

  async clear(jobId: string): Promise<void> {
    await this.#client.del(this.#keys.cancelMark(jobId));
  }

  /** Which of these jobs somebody wants stopped. */
  async marked(jobIds: readonly string[]): Promise<readonly string[]> {
    if (jobIds.length === 0) return [];
    const marks = await this.#client.mget(jobIds.map((id) => this.#keys.cancelMark(id)));
    return jobIds.filter((_, index) => marks[index] !== null);
  }
}
