import type { GenerationFailure } from "../generation/generation-error.ts";
import type { GenerationJob, QueueMode, QueuePlace } from "../generation/generation-queue.ts";
import type { GenerationRequest } from "../generation/request.ts";
import { estimateWait, timeLeft } from "./estimate-wait.ts";
import { JobHandle } from "./job-handle.ts";
import type { OpenJob } from "./open-jobs.ts";
import type { UsualDuration } from "./usual-duration.ts";

/** Who waits for whom at one moment, whatever carries the jobs. */
export interface WaitingLine {
  /** All that haven't ended, in order of arrival. */
  readonly jobs: readonly OpenJob[];
  readonly usual: Pick<UsualDuration, "of">;
  /** Jobs that all workers together take at once, some of which may have to take turns. */
  readonly slots: number;
  /** The tag of a job that would come now, of a guild that has none. */
  readonly newcomerTag: number;
  readonly mode: QueueMode;
  readonly now: number;
}

/** Undefined for a job that runs, and for one that isn't there. */
export function placeOf(id: string, line: WaitingLine): QueuePlace | undefined {
  const index = line.jobs.findIndex((job) => job.request.id === id);
  const job = line.jobs[index];
  if (job === undefined || job.startedAt !== undefined) return undefined;
  const place =
    job.tag === undefined ? placeBehindOwn(job, index, line) : placeWithTag(job.tag, index, line);
  if (place === undefined || line.mode !== "paused") return place;
  return { ahead: place.ahead, estimatedWaitMs: null, paused: true };
}

/** The place of a job that others of its conversation go before. */
function placeBehindOwn(job: OpenJob, index: number, line: WaitingLine): QueuePlace | undefined {
  const before = line.jobs
    .slice(0, index)
    .findLast(({ request }) => request.conversationKey === job.request.conversationKey);
  return before === undefined ? undefined : placeBehind(before, line);
}

/** How long a job would wait that came now, in a conversation and a guild of its own. */
export function waitOfNewcomer(line: WaitingLine): number | null {
  if (line.mode !== "running") return null;
  return placeWithTag(line.newcomerTag, line.jobs.length, line).estimatedWaitMs;
}

/** The job that `request` doesn't become because too many wait; undefined when there is room. */
export function refusalOf(
  request: GenerationRequest,
  line: WaitingLine,
  mostWaiting: number | undefined,
): GenerationJob | undefined {
  if (line.mode === "draining") return refused(request, draining);
  const waiting = line.jobs.filter(isWaiting).length;
  // Those that come while a slot is free don't wait, though nobody has taken them yet.
  if (mostWaiting === undefined || waiting < mostWaiting + Math.max(0, idleSlots(line)))
    return undefined;
  return refused(request, queueFull(waiting, waitOfNewcomer(line)));
}

function refused({ id }: GenerationRequest, failure: GenerationFailure): GenerationJob {
  const job = new JobHandle(id);
  job.settle({ kind: "failed", failure });
  return job;
}

function placeWithTag(tag: number, arrival: number, line: WaitingLine): QueuePlace {
  const ahead = line.jobs.filter(
    (other, index) =>
      isWaiting(other) &&
      other.tag !== undefined &&
      (other.tag < tag || (other.tag === tag && index < arrival)),
  ).length;
  const usualMs = line.usual.of("interactive");
  if (usualMs === undefined || line.slots === 0) return { ahead, estimatedWaitMs: null };
  const runningForMs = line.jobs.flatMap(({ startedAt }) =>
    startedAt === undefined ? [] : [line.now - startedAt],
  );
  return {
    ahead,
    estimatedWaitMs: estimateWait({ slots: line.slots, runningForMs, ahead, usualMs }),
  };
}

/** The place of a job that is held back until `before`, of the same conversation, has ended. */
function placeBehind(before: OpenJob, line: WaitingLine): QueuePlace | undefined {
  const usualMs = line.usual.of(before.request.priority);
  if (before.startedAt !== undefined)
    return {
      ahead: 0,
      estimatedWaitMs:
        usualMs === undefined ? null : timeLeft(line.now - before.startedAt, usualMs),
    };
  const place = placeOf(before.request.id, line);
  if (place === undefined) return undefined;
  const { estimatedWaitMs } = place;
  return {
    ahead: place.ahead + 1,
    estimatedWaitMs:
      estimatedWaitMs === null || usualMs === undefined ? null : estimatedWaitMs + usualMs,
  };
}

function isWaiting({ startedAt }: OpenJob): boolean {
  return startedAt === undefined;
}

function idleSlots({ jobs, slots }: WaitingLine): number {
  return slots - jobs.filter((job) => !isWaiting(job)).length;
}

function queueFull(waiting: number, waitMs: number | null): GenerationFailure {
  const minutes = waitMs === null ? null : Math.max(1, Math.round(waitMs / 60_000));
  const when =
    minutes === null ? "later" : `in about ${minutes === 1 ? "a minute" : `${minutes} minutes`}`;
  return {
    code: "queue-full",
    message: `${waiting} replies are waiting already. Please try again ${when}.`,
    values: { waiting, ...(minutes === null ? {} : { minutes }) },
    retryable: true,
  };
}

const draining: GenerationFailure = {
  code: "queue-draining",
  message:
    "The people who run this bot take no new requests at the moment. Please try again later.",
  retryable: true,
};
