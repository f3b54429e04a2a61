import { expect, test } from "vitest";
import { parentGone } from "../../../src/cli/parent-gone.ts";

const { signal } = new AbortController();

test("waits as long as the parent stays, and resolves when there is another one", async () => {
  const parents = [70, 70, 1];
  let sleeps = 0;
  await parentGone({
    parentId: 70,
    currentParentId: () => parents[sleeps] ?? 1,
    clock: {
      sleep: async () => {
        sleeps += 1;
      },
    },
    signal,
  });
  expect(sleeps).toBe(2);
});

test("resolves at once when the parent has gone before", async () => {
  await expect(
    parentGone({
      parentId: 70,
      currentParentId: () => 1,
      clock: { sleep: () => Promise.reject(new Error("slept")) },
      signal,
    }),
  ).resolves.toBeUndefined();
});
