import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../../src/lib/clock.ts";
import { sharedAbortController } from "../../../src/lib/shared-abort-controller.ts";

test("a crowd that waits on one signal is no leak to warn of, and all of it hears of the end", async () => {
  const warnings: Error[] = [];
  const collect = (warning: Error) => warnings.push(warning);
  process.on("warning", collect);
  onTestFinished(() => void process.off("warning", collect));
  const stopping = sharedAbortController();
  const crowd = Array.from({ length: 20 }, () => systemClock.sleep(60_000, stopping.signal));
  stopping.abort(new Error("the end"));
  const ends = await Promise.allSettled(crowd);
  await new Promise((resolve) => setImmediate(resolve));
  expect(ends.filter(({ status }) => status === "rejected")).toHaveLength(20);
  expect(warnings).toEqual([]);
});
