import { createContext, Script } from "node:vm";

/** The synchronous task didn't end in time and was stopped. */
export class TimeLimitError extends Error {
  override readonly name = "TimeLimitError";
}

const room: { task: () => void } = { task: () => {} };
const runner = { script: new Script("task()"), context: createContext(room) };

/**
 * Runs a synchronous task that may never end, such as a program that a stranger wrote, and stops it after `limitMs`.
 * Whatever it throws is passed on.
 */
export function withTimeLimit<T>(limitMs: number, task: () => T): T {
  let outcome: { readonly value: T } | undefined;
  room.task = () => {
    outcome = { value: task() };
  };
  try {
    // The virtual machine's watchdog stops all JavaScript below this call, whichever realm it belongs to.
    runner.script.runInContext(runner.context, { timeout: limitMs });
  } catch (error) {
    if (isWatchdog(error)) throw new TimeLimitError(`stopped after ${limitMs} ms`);
    throw error;
  }
  if (outcome === undefined) throw new TimeLimitError(`stopped after ${limitMs} ms`);
  return outcome.value;
}

function isWatchdog(error: unknown): boolean {
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT"
  );
}
