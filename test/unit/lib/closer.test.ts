import { expect, test } from "vitest";
import { Closer } from "../../../src/lib/closer.ts";

test("closes in reverse order, once", async () => {
  const closer = new Closer();
  const closed: number[] = [];
  closer.defer(() => closed.push(1));
  closer.defer(() => closed.push(2));
  await Promise.all([closer.close(), closer.close()]);
  expect(closed).toEqual([2, 1]);
});

test("a step that throws doesn't keep the others from running", async () => {
  const closer = new Closer();
  let ran = false;
  closer.defer(() => {
    ran = true;
  });
  closer.defer(() => Promise.reject(new Error("first")));
  await expect(closer.close()).rejects.toThrow("first");
  expect(ran).toBe(true);
});
