import type { Job, QueueEvents } from "bullmq";
import type { GenerationFailure } from "../generation/generation-error.ts";
import type { GenerationResult } from "../generation/generation-queue.ts";
import { readResult, readSnapshot, type Snapshot } from "./job-payload.ts";

export interface JobListener {
  /** Called first, with the id of the event in Redis' stream. */
  read(eventId: string): void;
  started(jobId: string): void;
  snapshot(jobId: string, snapshot: Snapshot): void;
  ended(jobId: string, result: GenerationResult): void;
}

/** Tells what BullMQ's events mean to a bot. */
export function listenToJobs(events: QueueEvents, listener: JobListener): void {
  events.on("active", ({ jobId }, eventId) => {
    listener.read(eventId);
    listener.started(jobId);
  });
  events.on("progress", ({ jobId, data }, eventId) => {
    listener.read(eventId);
    const snapshot = readSnapshot(data);
    if (snapshot !== undefined) listener.snapshot(jobId, snapshot);
  });
  events.on("completed", ({ jobId, returnvalue }, eventId) => {
    listener.read(eventId);
    listener.ended(jobId, readResult(returnvalue));
  });
  events.on("failed", ({ jobId }, eventId) => {
    listener.read(eventId);
    listener.ended(jobId, workerLost);
  });
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
