import { expect, test } from "vitest";
import { TimeLimitError, withTimeLimit } from "../../../src/inference/time-limit.ts";

test("a task in time gives its value, or its own error", () => {
  expect(withTimeLimit(1000, () => 42)).toBe(42);
  const failure = new Error("no");
  expect(() =>
    withTimeLimit(1000, () => {
      throw failure;
    }),
  ).toThrow(failure);
});

test("a task that never ends is stopped, even when it catches everything", () => {
  const forever = () => {
    for (;;) {
      try {
        for (;;);
      } finally {
        // Goes on.
      }
    }
  };
  expect(() => withTimeLimit(20, forever)).toThrow(TimeLimitError);
});
