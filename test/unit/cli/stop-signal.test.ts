import { expect, test } from "vitest";
import { decideStop, forcedExitCode } from "../../../src/cli/stop-signal.ts";

test.each([
  [null, 5_000, "stop"],
  [5_000, 5_010, "ignore"],
  [5_000, 5_499, "ignore"],
  [5_000, 5_500, "force"],
  [5_000, 60_000, "force"],
] as const)("with the first signal at %s, one at %s means: %s", (first, now, decision) => {
  expect(decideStop(first, now)).toBe(decision);
});

test("a forced stop has the exit code of its signal", () => {
  expect(forcedExitCode("SIGINT")).toBe(130);
  expect(forcedExitCode("SIGTERM")).toBe(143);
});
