import PQueue from "p-queue";
import type {
  GenerationJob,
  GenerationQueue,
  GenerationResult,
  QueueStatus,
} from "../generation/generation-queue.ts";
import type { GenerationRequest } from "../generation/request.ts";
import type { TextEngine } from "../generation/text-engine.ts";
import type { Clock } from "../lib/clock.ts";
import { OperationalError } from "../lib/errors.ts";
import type { Logger } from "../lib/logger.ts";
import { ConversationLanes } from "./conversation-lanes.ts";
import type { DrainReport } from "./drain-report.ts";
import { FairTags } from "./fair-tags.ts";
import { JobHandle } from "./job-handle.ts";
import { assertJobId } from "./job-id.ts";
import { endedByAbort, isWorthRetrying, runJob } from "./run-job.ts";
import { withinTime } from "./within-time.ts";

export interface InProcessQueueOptions {
  readonly engine: TextEngine;
  /** Jobs that run side by side. Default: the engine's slots. */
  readonly concurrency?: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Name of this process in the status. Default: `in-process`. */
  readonly workerId?: string;
}

export interface InProcessQueue extends GenerationQueue {
  /**
   * Starts nothing more and gives what runs `timeoutMs` to finish; what is left then is stopped. Jobs that haven't
   * ended stay without a result, for the next start to ask again. Doesn't dispose of the engine.
   */
  drain(timeoutMs: number): Promise<DrainReport>;
}

/** Bot and worker in one process: nothing but memory between them. Ended jobs are remembered, up to a thousand. */
export function createInProcessQueue(options: InProcessQueueOptions): InProcessQueue {
  return new InProcess(options);
}

const rememberedJobs = 1000;

interface Entry {
  readonly request: GenerationRequest;
  readonly handle: JobHandle;
  readonly cancel: AbortController;
  running: boolean;
}

class InProcess implements InProcessQueue {
  readonly #options: InProcessQueueOptions;
  readonly #pool: PQueue;
  readonly #tags = new FairTags();
  readonly #lanes = new ConversationLanes();
  /** In order of arrival; those that have ended among them. */
  readonly #entries = new Map<string, Entry>();
  readonly #handBack = new AbortController();
  #drained: Promise<DrainReport> | undefined;

  constructor(options: InProcessQueueOptions) {
    this.#options = options;
    this.#pool = new PQueue({ concurrency: options.concurrency ?? options.engine.info.slots });
  }

  async submit(request: GenerationRequest): Promise<GenerationJob> {
    assertJobId(request.id);
    const known = this.#entries.get(request.id);
    if (known !== undefined) return known.handle;
    if (this.#drained !== undefined)
      throw new OperationalError("queue-closed", "The bot is shutting down.", { retryable: true });
    const entry: Entry = {
      request,
      handle: new JobHandle(request.id),
      cancel: new AbortController(),
      running: false,
    };
    this.#entries.set(request.id, entry);
    this.#lanes.enter(request.conversationKey, request.id, () => this.#enqueue(entry));
    return entry.handle;
  }

  async cancel(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry === undefined || entry.handle.settled) return;
    entry.cancel.abort();
    // One that runs ends with the text that it has.
    if (entry.running) return;
    this.#end(entry, { kind: "cancelled-while-waiting" });
    this.#entries.delete(id);
  }

  async remove(id: string): Promise<void> {
    if (this.#entries.get(id)?.handle.settled) this.#entries.delete(id);
  }

  async status(): Promise<QueueStatus> {
    const open = this.#open();
    const { engine, workerId } = this.#options;
    const active = open.filter((entry) => entry.running).length;
    return {
      active,
      waiting: open.length - active,
      workers: [{ id: workerId ?? "in-process", engine: engine.info, status: engine.status() }],
    };
  }

  drain(timeoutMs: number): Promise<DrainReport> {
    this.#drained ??= this.#drain(timeoutMs);
    return this.#drained;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.drain(0);
  }

  async #drain(timeoutMs: number): Promise<DrainReport> {
    this.#pool.pause();
    const open = this.#open();
    await withinTime(this.#pool.onPendingZero(), timeoutMs, this.#options.clock);
    this.#handBack.abort();
    await this.#pool.onPendingZero();
    this.#pool.clear();
    return {
      finished: open.filter(({ handle }) => handle.settled).map(({ handle }) => handle.id),
      handedBack: open.filter(({ handle }) => !handle.settled).map(({ handle }) => handle.id),
    };
  }

  #enqueue(entry: Entry): void {
    const { fairnessKey, priority } = entry.request;
    const tag = this.#tags.assign(fairnessKey, priority);
    // The pool runs the highest number first.
    void this.#pool.add(() => this.#run(entry, tag), { priority: -tag });
  }

  async #run(entry: Entry, tag: number): Promise<void> {
    if (entry.handle.settled) return;
    entry.running = true;
    this.#tags.started(tag);
    const result = await this.#attempt(entry, 1);
    entry.running = false;
    // Handed back: whoever asks for this job after the next start gets the result.
    if (this.#handBack.signal.aborted && endedByAbort(result)) return;
    this.#end(entry, result);
  }

  async #attempt(entry: Entry, attempt: number): Promise<GenerationResult> {
    const { engine, clock, logger } = this.#options;
    const result = await runJob(entry.request, {
      engine,
      clock,
      logger: logger.child({ jobId: entry.handle.id }),
      signal: AbortSignal.any([entry.cancel.signal, this.#handBack.signal]),
      publish: async (text) => entry.handle.showSnapshot(attempt, text),
    });
    return isWorthRetrying(result, attempt) ? this.#attempt(entry, attempt + 1) : result;
  }

  #end(entry: Entry, result: GenerationResult): void {
    entry.handle.settle(result);
    this.#lanes.leave(entry.request.conversationKey, entry.request.id);
    if (this.#open().length === 0) this.#tags.idle();
    this.#forgetOldest();
  }

  #forgetOldest(): void {
    for (const [id, { handle }] of this.#entries) {
      if (this.#entries.size <= rememberedJobs) return;
      if (handle.settled) this.#entries.delete(id);
    }
  }

  #open(): readonly Entry[] {
    return [...this.#entries.values()].filter(({ handle }) => !handle.settled);
  }
}
