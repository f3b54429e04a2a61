import { type Clock, systemClock } from "../../src/lib/clock.ts";

/** A clock that runs `factor` times as fast as the system's, for waits that are long by nature. */
export function fastClock(factor: number): Clock {
  const start = systemClock.now();
  return {
    now: () => start + (systemClock.now() - start) * factor,
    sleep: (delayMs, signal) => systemClock.sleep(delayMs / factor, signal),
  };
}
