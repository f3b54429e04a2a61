import type { GenerationQueue } from "../generation/generation-queue.ts";
import type { Clock } from "../lib/clock.ts";
import { coerceError, isAbort } from "../lib/errors.ts";
import type { Logger } from "../lib/logger.ts";
import type { Delivery } from "./delivery.ts";

/** As long as typing alone says that a reply is coming; then again after each. */
const lookMs = 3000;

/** Tells a delivery where its job stands in the queue for as long as it waits there. Never rejects. */
export async function watchPlace(
  jobId: string,
  delivery: Pick<Delivery, "wait">,
  context: {
    readonly queue: Pick<GenerationQueue, "place">;
    readonly clock: Clock;
    readonly logger: Logger;
  },
  over: AbortSignal,
): Promise<void> {
  const { queue, clock, logger } = context;
  try {
    for (;;) {
      await clock.sleep(lookMs, over);
      const place = await queue.place(jobId);
      if (over.aborted) return;
      delivery.wait(place ?? null);
      // It runs: from now on its text tells how far it is.
      if (place === undefined) return;
    }
  } catch (thrown) {
    if (!isAbort(thrown, over))
      logger.debug({ error: coerceError(thrown) }, "the queue could not be asked for a place");
  }
}
