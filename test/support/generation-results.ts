import type { GenerationJob, GenerationResult } from "../../src/generation/generation-queue.ts";

/** The reply, or in brackets what came instead. */
export function textOf(result: GenerationResult): string {
  return result.kind === "finished" ? result.text : `(${result.kind})`;
}

/** Resolves with the first snapshot that fits. */
export function snapshotOf(job: GenerationJob, fits: (text: string) => boolean): Promise<string> {
  return new Promise((resolve) => {
    job.onSnapshot((text) => {
      if (fits(text)) resolve(text);
    });
  });
}
