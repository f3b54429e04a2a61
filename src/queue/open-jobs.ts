import type { GenerationResult } from "../generation/generation-queue.ts";
import type { GenerationRequest } from "../generation/request.ts";
import type { Clock } from "../lib/clock.ts";
import { ConversationLanes } from "./conversation-lanes.ts";
import { FairTags } from "./fair-tags.ts";
import { JobHandle } from "./job-handle.ts";
import { UsualDuration } from "./usual-duration.ts";

export interface OpenJob {
  readonly request: GenerationRequest;
  readonly handle: JobHandle;
  /** Its place among the others; undefined while it is held back behind another job of its conversation. */
  readonly tag: number | undefined;
  /** When a worker took it, by the bot's clock; undefined while it waits. */
  readonly startedAt: number | undefined;
}

type MutableJob = { -readonly [Key in keyof OpenJob]: OpenJob[Key] };

/** The jobs that haven't ended, and the rules about who goes when, whatever carries them. */
export class OpenJobs {
  readonly usualDuration = new UsualDuration();
  readonly #clock: Pick<Clock, "now">;
  readonly #jobs = new Map<string, MutableJob>();
  readonly #lanes = new ConversationLanes();
  readonly #tags = new FairTags();

  constructor(clock: Pick<Clock, "now">) {
    this.#clock = clock;
  }

  get(id: string): OpenJob | undefined {
    return this.#jobs.get(id);
  }

  /** The tag of an interactive job that would come now, of a guild that has none. */
  get newcomerTag(): number {
    return this.#tags.current("interactive");
  }

  /** Of these conversations, those that no worker has taken yet. */
  waiting(conversationKeys: ReadonlySet<string>): readonly string[] {
    return this.all()
      .filter(
        ({ request, startedAt }) =>
          startedAt === undefined && conversationKeys.has(request.conversationKey),
      )
      .map(({ request }) => request.id);
  }

  /** Gives a job that waits to another model. */
  move(job: OpenJob, model: string): void {
    const known = this.#jobs.get(job.request.id);
    if (known === undefined) return;
    known.request = { ...known.request, model };
    known.handle.tellMoved(model);
  }

  /** In order of arrival. */
  all(): readonly OpenJob[] {
    return [...this.#jobs.values()];
  }

  /** Calls `go` with the job's tag when it may go: at once, or when the others of its conversation have ended. */
  open(request: GenerationRequest, go: (job: OpenJob, tag: number) => void): OpenJob {
    const job: MutableJob = {
      request,
      handle: new JobHandle(request.id),
      tag: undefined,
      startedAt: undefined,
    };
    this.#jobs.set(request.id, job);
    this.#lanes.enter(request.conversationKey, request.id, () => {
      job.tag = this.#tags.assign(request.fairnessKey, request.priority);
      go(job, job.tag);
    });
    return job;
  }

  /**
   * Opens a job that is under way already, with the tag that it got from an earlier run of the bot. `startedAt`:
   * undefined when no worker has taken it yet.
   */
  adopt(request: GenerationRequest, tag: number, startedAt: number | undefined): OpenJob {
    const job = { request, handle: new JobHandle(request.id), tag, startedAt };
    this.#jobs.set(request.id, job);
    this.#lanes.enter(request.conversationKey, request.id, () => {});
    this.#tags.adopt(request.fairnessKey, tag);
    return job;
  }

  /** A worker has taken this job. */
  started(id: string): void {
    const job = this.#jobs.get(id);
    if (job?.tag === undefined) return;
    job.startedAt = this.#clock.now();
    this.#tags.started(job.tag);
  }

  end(job: OpenJob, result: GenerationResult): void {
    const { conversationKey, id, priority } = job.request;
    if (!this.#jobs.delete(id)) return;
    if (job.startedAt !== undefined && result.kind === "finished" && result.reason !== "cancelled")
      this.usualDuration.took(priority, this.#clock.now() - job.startedAt);
    job.handle.settle(result);
    this.#lanes.leave(conversationKey, id);
    if (this.#jobs.size === 0) this.#tags.idle();
  }
}
