import type { GenerationFailure } from "../generation/generation-error.ts";
import type { GenerationResult } from "../generation/generation-queue.ts";
import type { GenerationRequest } from "../generation/request.ts";
import type { TextEngine } from "../generation/text-engine.ts";
import type { Clock } from "../lib/clock.ts";
import { coerceError } from "../lib/errors.ts";
import type { Logger } from "../lib/logger.ts";
import { SnapshotPacer } from "./snapshot-pacer.ts";

/** Times a retryable failure is tried in all. */
export const jobAttempts = 2;

/** Snapshots at most this often: people can't read faster, and Discord takes edits far less often. */
const snapshotIntervalMs = 250;

/**
 * One attempt at one job: runs the request on the engine, publishes snapshots of the text so far, and says how it
 * ended. Never rejects. An abort ends it as `finished` with reason `cancelled`.
 */
export async function runJob(
  request: GenerationRequest,
  worker: {
    readonly engine: TextEngine;
    readonly clock: Clock;
    readonly logger: Logger;
    readonly signal: AbortSignal;
    readonly publish: (text: string) => Promise<void>;
  },
): Promise<GenerationResult> {
  const { engine, clock, logger, signal, publish } = worker;
  const pacer = new SnapshotPacer({
    publish: async (snapshot) => {
      try {
        await publish(snapshot);
      } catch (thrown) {
        // The next snapshot, or the result, says more.
        logger.error({ error: coerceError(thrown) }, "a snapshot could not be published");
      }
    },
    intervalMs: snapshotIntervalMs,
    clock,
  });
  let text = "";
  try {
    for await (const part of engine.generate(request, signal)) {
      switch (part.type) {
        case "prompt-end":
          break;
        case "text-delta":
          text += part.delta;
          pacer.offer(text);
          break;
        case "finish":
          return { kind: "finished", text, reason: part.reason, report: part.report };
        case "error":
          return { kind: "failed", failure: part.failure };
        default:
          part satisfies never;
      }
    }
    logger.error({}, "an engine ended its stream without a last part");
  } catch (thrown) {
    logger.error({ error: coerceError(thrown) }, "an engine threw");
  } finally {
    pacer.close();
  }
  return { kind: "failed", failure: engineFailed };
}

/** Whether another attempt may end better. `attempt` counts from 1. */
export function isWorthRetrying(result: GenerationResult, attempt: number): boolean {
  return result.kind === "failed" && result.failure.retryable && attempt < jobAttempts;
}

/** Whether this is how a job looks that was stopped before it was done. */
export function endedByAbort(result: GenerationResult): boolean {
  return result.kind !== "finished" || result.reason === "cancelled";
}

const engineFailed: GenerationFailure = {
  code: "engine-failed",
  message: "The model broke down while it wrote this reply.",
  retryable: true,
};
