import type { Clock } from "../../lib/clock.ts";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import type { Outlet } from "./outlet.ts";

/** Discord shows it for ten seconds. */
const repeatMs = 8000;

/** Shows that something is being written until `over` aborts. Never rejects. */
export async function showTyping(
  context: { readonly outlet: Outlet; readonly clock: Clock; readonly logger: Logger },
  over: AbortSignal,
): Promise<void> {
  const { outlet, clock, logger } = context;
  try {
    while (!over.aborted) {
      await outlet.type();
      await clock.sleep(repeatMs, over);
    }
  } catch (thrown) {
    // A nicety: what is wrong with the channel comes out where the reply is sent.
    if (!over.aborted) logger.debug({ error: coerceError(thrown) }, "typing could not be shown");
  }
}
