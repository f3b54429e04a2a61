import { type ExitCode, exitCodes } from "./exit-codes.ts";

export type StopSignal = "SIGINT" | "SIGTERM";

export const stopSignals: readonly StopSignal[] = ["SIGINT", "SIGTERM"];

/**
 * Ctrl+C under npm arrives twice within milliseconds: once from the terminal, once passed on by npm. What comes within
 * this time is the same wish, not a second one.
 */
const sameWishMs = 500;

/** What to do about a signal, given when the first one came (null: this is the first). */
export function decideStop(firstAtMs: number | null, nowMs: number): "stop" | "ignore" | "force" {
  if (firstAtMs === null) return "stop";
  return nowMs - firstAtMs < sameWishMs ? "ignore" : "force";
}

/** The exit code of a forced stop: 128 and the signal's number, as shells have it. */
export function forcedExitCode(signal: StopSignal): ExitCode {
  return signal === "SIGINT" ? exitCodes.interrupted : exitCodes.terminated;
}
