import type { GenerationQueue, QueueStatus } from "../generation/generation-queue.ts";
import type { GenerationReport } from "../generation/stream-part.ts";
import { type RecentFigures, RecentReplies } from "./recent-replies.ts";

/** How busy everything is, and how fast. */
export interface StatusReport {
  readonly queue: QueueStatus;
  /** Undefined before the first reply of this run of the bot. */
  readonly recent: RecentFigures | undefined;
  /** Of Hearthside. */
  readonly version: string;
}

export interface StatusService {
  /** Rejects with an `OperationalError` while the queue can't be asked. */
  now(): Promise<StatusReport>;
}

export class StatusDesk implements StatusService {
  readonly #queue: Pick<GenerationQueue, "status">;
  readonly #version: string;
  readonly #recent = new RecentReplies();

  constructor(queue: Pick<GenerationQueue, "status">, version: string) {
    this.#queue = queue;
    this.#version = version;
  }

  replyEnded(report: GenerationReport): void {
    this.#recent.add(report);
  }

  async now(): Promise<StatusReport> {
    const queue = await this.#queue.status();
    return { queue, recent: this.#recent.figures(), version: this.#version };
  }
}
