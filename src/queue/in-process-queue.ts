import PQueue from "p-queue";
import {
  type GenerationJob,
  type GenerationQueue,
  type GenerationResult,
  type ModelStatus,
  type QueueMode,
  type QueuePlace,
  type QueueStatus,
  statusOfEngine,
} from "../generation/generation-queue.ts";
import type { GenerationRequest } from "../generation/request.ts";
import type { TextEngine } from "../generation/text-engine.ts";
import type { Clock } from "../lib/clock.ts";
import { OperationalError } from "../lib/errors.ts";
import type { Logger } from "../lib/logger.ts";
import type { DrainReport } from "./drain-report.ts";
import type { JobHandle } from "./job-handle.ts";
import { assertJobId } from "./job-id.ts";
import { type OpenJob, OpenJobs } from "./open-jobs.ts";
import { endedByAbort, isWorthRetrying, runJob } from "./run-job.ts";
import { placeOf, refusalOf, type WaitingLine, waitOfNewcomer } from "./waiting-line.ts";
import { withinTime } from "./within-time.ts";

export interface InProcessQueueOptions {
  readonly engine: TextEngine;
  /** What the status tells of models. Default: of the engine's one. */
  readonly models?: (() => readonly ModelStatus[]) | undefined;
  /** Jobs that run side by side. Default: the engine's slots. */
  readonly concurrency?: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Jobs that may wait at once. Default: any number. */
  readonly mostWaiting?: number | undefined;
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

class InProcess implements InProcessQueue {
  readonly #options: InProcessQueueOptions;
  readonly #pool: PQueue;
  readonly #jobs: OpenJobs;
  /** Job id -> how to stop it. */
  readonly #running = new Map<string, AbortController>();
  /** Job id -> its handle, the one that ended first coming first. */
  readonly #ended = new Map<string, JobHandle>();
  readonly #handBack = new AbortController();
  readonly #discarded = new Set<string>();
  #mode: QueueMode = "running";
  #drained: Promise<DrainReport> | undefined;

  constructor(options: InProcessQueueOptions) {
    this.#options = options;
    this.#jobs = new OpenJobs(options.clock);
    this.#pool = new PQueue({ concurrency: options.concurrency ?? options.engine.info.slots });
  }

  async submit(request: GenerationRequest): Promise<GenerationJob> {
    assertJobId(request.id);
    const known = this.#jobs.get(request.id)?.handle ?? this.#ended.get(request.id);
    if (known !== undefined) return known;
    if (this.#drained !== undefined)
      throw new OperationalError("queue-closed", "The bot is shutting down.", { retryable: true });
    const full = refusalOf(request, this.#line(), this.#options.mostWaiting);
    if (full !== undefined) return full;
    const { handle } = this.#jobs.open(request, (job, tag) => {
      // The pool runs the highest number first.
      void this.#pool.add(() => this.#run(job), { priority: -tag });
    });
    return handle;
  }

  async cancel(id: string): Promise<void> {
    const running = this.#running.get(id);
    const job = this.#jobs.get(id);
    // One that runs ends with the text that it has.
    if (running !== undefined) running.abort();
    else if (job !== undefined) this.#jobs.end(job, { kind: "cancelled-while-waiting" });
  }

  async discard(id: string): Promise<void> {
    this.#ended.delete(id);
    if (this.#jobs.get(id) === undefined) return;
    if (this.#running.has(id)) this.#discarded.add(id);
    await this.cancel(id);
  }

  async place(id: string): Promise<QueuePlace | undefined> {
    return placeOf(id, this.#line());
  }

  waiting(conversationKeys: ReadonlySet<string>): readonly string[] {
    return this.#jobs.waiting(conversationKeys);
  }

  async move(id: string, model: string): Promise<boolean> {
    const job = this.#jobs.get(id);
    if (job === undefined || this.#running.has(id)) return false;
    this.#jobs.move(job, model);
    return true;
  }

  async remove(id: string): Promise<void> {
    this.#ended.delete(id);
  }

  async switchTo(mode: QueueMode): Promise<void> {
    this.#mode = mode;
    if (mode === "paused") this.#pool.pause();
    else if (this.#drained === undefined) this.#pool.start();
  }

  async status(): Promise<QueueStatus> {
    const { engine, models, workerId } = this.#options;
    return {
      mode: this.#mode,
      active: this.#running.size,
      waiting: this.#jobs.all().length - this.#running.size,
      estimatedWaitMs: waitOfNewcomer(this.#line()),
      workers: [
        {
          id: workerId ?? "in-process",
          engine: engine.info,
          status: engine.status(),
          concurrency: this.#pool.concurrency,
          models: models?.() ?? statusOfEngine(engine),
        },
      ],
    };
  }

  #line(): WaitingLine {
    return {
      jobs: this.#jobs.all(),
      usual: this.#jobs.usualDuration,
      newcomerTag: this.#jobs.newcomerTag,
      slots: this.#pool.concurrency,
      mode: this.#mode,
      now: this.#options.clock.now(),
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
    const open = this.#jobs.all().map(({ handle }) => handle);
    await withinTime(this.#pool.onPendingZero(), timeoutMs, this.#options.clock);
    this.#handBack.abort();
    await this.#pool.onPendingZero();
    this.#pool.clear();
    const idsOf = (settled: boolean) =>
      open.filter((handle) => handle.settled === settled).map((handle) => handle.id);
    return { finished: idsOf(true), handedBack: idsOf(false) };
  }

  async #run(job: OpenJob): Promise<void> {
    const { id } = job.request;
    if (job.handle.settled) return;
    const cancel = new AbortController();
    this.#running.set(id, cancel);
    this.#jobs.started(id);
    const result = await this.#attempt(job, cancel.signal, 1);
    this.#running.delete(id);
    // Handed back: whoever asks for this job after the next start gets the result.
    if (this.#handBack.signal.aborted && endedByAbort(result)) return;
    this.#jobs.end(job, result);
    if (!this.#discarded.delete(id)) this.#remember(job.handle);
  }

  async #attempt(job: OpenJob, cancel: AbortSignal, attempt: number): Promise<GenerationResult> {
    const { engine, clock, logger } = this.#options;
    const result = await runJob(job.request, {
      engine,
      clock,
      logger: logger.child({ jobId: job.request.id, attempt }),
      signal: AbortSignal.any([cancel, this.#handBack.signal]),
      publish: async (text) => job.handle.showSnapshot(attempt, text),
    });
    return isWorthRetrying(result, attempt) ? this.#attempt(job, cancel, attempt + 1) : result;
  }

  #remember(handle: JobHandle): void {
    this.#ended.set(handle.id, handle);
    const oldest = this.#ended.keys().next();
    if (this.#ended.size > rememberedJobs && !oldest.done) this.#ended.delete(oldest.value);
  }
}
