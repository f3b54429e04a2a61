import type { GenerationResult } from "../generation/generation-queue.ts";
import type { GenerationRequest } from "../generation/request.ts";
import { ConversationLanes } from "./conversation-lanes.ts";
import { FairTags } from "./fair-tags.ts";
import { JobHandle } from "./job-handle.ts";

export interface OpenJob {
  readonly request: GenerationRequest;
  readonly handle: JobHandle;
  /** Its place among the others; undefined while it is held back behind another job of its conversation. */
  readonly tag: number | undefined;
}

/** The jobs that haven't ended, and the rules about who goes when, whatever carries them. */
export class OpenJobs {
  readonly #jobs = new Map<string, OpenJob & { tag: number | undefined }>();
  readonly #lanes = new ConversationLanes();
  readonly #tags = new FairTags();

  get(id: string): OpenJob | undefined {
    return this.#jobs.get(id);
  }

  /** In order of arrival. */
  all(): readonly OpenJob[] {
    return [...this.#jobs.values()];
  }

  /** Calls `go` with the job's tag when it may go: at once, or when the others of its conversation have ended. */
  open(request: GenerationRequest, go: (job: OpenJob, tag: number) => void): OpenJob {
    const job: OpenJob & { tag: number | undefined } = {
      request,
      handle: new JobHandle(request.id),
      tag: undefined,
    };
    this.#jobs.set(request.id, job);
    this.#lanes.enter(request.conversationKey, request.id, () => {
      job.tag = this.#tags.assign(request.fairnessKey, request.priority);
      go(job, job.tag);
    });
    return job;
  }

  /** Opens a job that is under way already, with the tag that it got from an earlier run of the bot. */
  adopt(request: GenerationRequest, tag: number): OpenJob {
    const job = { request, handle: new JobHandle(request.id), tag };
    this.#jobs.set(request.id, job);
    this.#lanes.enter(request.conversationKey, request.id, () => {});
    this.#tags.adopt(request.fairnessKey, tag);
    return job;
  }

  /** A worker has taken this job. */
  started(id: string): void {
    const tag = this.#jobs.get(id)?.tag;
    if (tag !== undefined) this.#tags.started(tag);
  }

  end(job: OpenJob, result: GenerationResult): void {
    const { conversationKey, id } = job.request;
    if (!this.#jobs.delete(id)) return;
    job.handle.settle(result);
    this.#lanes.leave(conversationKey, id);
    if (this.#jobs.size === 0) this.#tags.idle();
  }
}
