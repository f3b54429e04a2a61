import type { HourlyUsage } from "./usage-store.ts";

export const dayMs = 24 * 60 * 60_000;

/** Milliseconds until fewer than `limit` tokens lie within a day; 0 when that is so now. The oldest hour comes first. */
export function dailyWaitMs(usage: readonly HourlyUsage[], limit: number, now: number): number {
  let left = usage.reduce((sum, { tokens }) => sum + tokens, 0);
  let waitMs = 0;
  for (const { hour, tokens } of usage) {
    if (left < limit) break;
    left -= tokens;
    waitMs = Math.max(0, hour + dayMs - now);
  }
  return waitMs;
}
