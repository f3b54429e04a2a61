import type { Clock } from "../lib/clock.ts";
import type { Logger } from "../lib/logger.ts";

/** A part of Hearthside that has been started. */
export interface Running {
  /** Graceful: finishes or hands back what is under way. Safe to call twice. */
  stop(): Promise<void>;
  /** Resolves after a stop; rejects with the error that ended it otherwise. */
  readonly stopped: Promise<void>;
}

/** What the process gives to whatever runs in it. */
export interface RunContext {
  readonly logger: Logger;
  readonly clock: Clock;
  /** Tells the person at the terminal something, on standard output. */
  print(line: string): void;
  /** Aborted when the start itself should be given up. */
  readonly signal: AbortSignal;
}
