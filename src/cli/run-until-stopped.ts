import type { Running } from "../app/running.ts";
import type { Clock } from "../lib/clock.ts";
import { deferred } from "../lib/deferred.ts";
import type { ExitCode } from "./exit-codes.ts";
import { decideStop, forcedExitCode, type StopSignal, stopSignals } from "./stop-signal.ts";

/** Where signals come from; `process` is one. */
export interface SignalSource {
  on(signal: StopSignal, listener: (signal: StopSignal) => void): unknown;
  off(signal: StopSignal, listener: (signal: StopSignal) => void): unknown;
}

export interface RunUntilStoppedOptions {
  /** Starts what shall run; gives up when the signal aborts. */
  readonly start: (signal: AbortSignal) => Promise<Running>;
  readonly signals: SignalSource;
  /** Resolves when what passes signals on to the program is gone; rejects when aborted. Absent where nothing does. */
  readonly orphaned?: ((signal: AbortSignal) => Promise<void>) | undefined;
  readonly clock: Clock;
  /** How long a graceful stop may take, for the announcement. */
  readonly shutdownTimeoutMs: number;
  /** Tells the person at the terminal what happens. */
  readonly say: (line: string) => void;
  /** Ends the process at once. */
  readonly exitAtOnce: (code: ExitCode) => void;
}

/**
 * Runs something until it ends or is stopped. The first SIGINT or SIGTERM stops it gracefully, and so does the end of
 * what would pass signals on; the second signal stops it at once. All are announced. Rejects with the error that ended it.
 */
export async function runUntilStopped(options: RunUntilStoppedOptions): Promise<void> {
  const { start, signals, clock, say } = options;
  const startUp = new AbortController();
  let firstAtMs: number | null = null;
  let running: Running | undefined;
  let stopping: Promise<void> | undefined;
  const stopEnded = deferred();

  const stop = () => {
    stopping = running?.stop();
    stopping?.then(
      () => stopEnded.resolve(),
      (thrown: unknown) => stopEnded.reject(thrown),
    );
  };
  const beginStop = (why: string) => {
    firstAtMs = clock.now();
    const seconds = Math.ceil(options.shutdownTimeoutMs / 1000);
    say(
      `${why}: stopping. Replies under way have ${seconds} s to finish, then they are handed back. Once more stops at once.`,
    );
    startUp.abort();
    stop();
  };
  const onSignal = (signal: StopSignal) => {
    const now = clock.now();
    const decision = decideStop(firstAtMs, now);
    if (decision === "ignore") return;
    if (decision === "force") {
      say(`${signal} again: stopping at once. Replies under way are taken up by the next start.`);
      options.exitAtOnce(forcedExitCode(signal));
      return;
    }
    beginStop(signal);
  };
  const onOrphaned = () => {
    if (firstAtMs === null) beginStop("What started this program has ended");
  };

  const watch = new AbortController();
  // It rejects when the watch ends, which says nothing.
  options.orphaned?.(watch.signal).then(onOrphaned, () => {});
  for (const name of stopSignals) signals.on(name, onSignal);
  try {
    running = await start(startUp.signal);
    if (startUp.signal.aborted) stop();
    await Promise.race([running.stopped, stopEnded.promise]);
    await stopping;
  } catch (thrown) {
    // A start that was given up because of the signal has done what it was told.
    const givenUp = running === undefined && startUp.signal.aborted;
    if (!givenUp) throw thrown;
  } finally {
    watch.abort();
    for (const name of stopSignals) signals.off(name, onSignal);
  }
  if (firstAtMs !== null) say("Stopped.");
}
