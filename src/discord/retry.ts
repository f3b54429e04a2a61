import { backOffMs } from "../lib/back-off.ts";
import type { Clock } from "../lib/clock.ts";
import { discordProblem } from "./discord-problem.ts";

/**
 * Tries a request that may safely be made twice again when Discord or the network stumbles. discord.js's own tries are
 * off: all four of them take place within milliseconds, and one after a time-out posts a message twice.
 */
export async function retrying<T>(
  request: () => Promise<T>,
  options: { readonly clock: Clock; readonly tries: number; readonly signal?: AbortSignal },
): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await request();
    } catch (thrown) {
      const problem = discordProblem(thrown);
      const again = problem.kind === "transient" || problem.kind === "wait";
      if (!again || failures >= options.tries) throw thrown;
      const delayMs = problem.kind === "wait" ? problem.delayMs : backOffMs(failures);
      await options.clock.sleep(delayMs, options.signal);
    }
  }
}
