import { Closer } from "../lib/closer.ts";
import { deferred } from "../lib/deferred.ts";
import type { Running } from "./running.ts";

/**
 * Starts something made of parts. `start` registers with the closer how to close what it opens; when it fails half-way,
 * what is open by then is closed. `fail` ends the whole later, with an error.
 */
export async function startParts(
  start: (closer: Closer, fail: (error: unknown) => void) => Promise<void>,
): Promise<Running> {
  const closer = new Closer();
  const stopped = deferred();
  // Who awaits it hears of a failure; nobody has to.
  stopped.promise.catch(() => {});
  const stop = async () => {
    await closer.close();
    stopped.resolve();
  };
  const fail = (error: unknown) => {
    stopped.reject(error);
    void closer.close().catch(() => {});
  };
  try {
    await start(closer, fail);
  } catch (thrown) {
    await closer.close().catch(() => {});
    throw thrown;
  }
  return { stop, stopped: stopped.promise };
}
