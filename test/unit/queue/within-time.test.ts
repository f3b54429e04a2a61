import { expect, test } from "vitest";
import { withinTime } from "../../../src/queue/within-time.ts";
import { createManualClock } from "../../support/manual-clock.ts";

const never = new Promise<never>(() => {});

test("work that settles in time, well or badly, is in time", async () => {
  const clock = createManualClock();
  expect(await withinTime(Promise.resolve(), 100, clock)).toBe(true);
  expect(await withinTime(Promise.reject(new Error("bad")), 100, clock)).toBe(true);
});

test("work that takes longer isn't waited for", async () => {
  const clock = createManualClock();
  const inTime = withinTime(never, 100, clock);
  await clock.someoneSleeps();
  clock.advance(100);
  expect(await inTime).toBe(false);
});
