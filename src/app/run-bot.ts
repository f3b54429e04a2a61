import type { Settings } from "../config/settings.ts";
import { UserError } from "../lib/errors.ts";
import { runAllInOne } from "./run-all-in-one.ts";
import type { RunContext, Running } from "./running.ts";

/** The bot alone; the workers are other processes on the same Redis. */
export async function runBot(settings: Settings, context: RunContext): Promise<Running> {
  if (settings.REDIS_URL === undefined)
    throw new UserError(
      "missing-settings",
      "A bot without an engine needs REDIS_URL: see README.md.",
    );
  return runAllInOne(settings, context);
}
