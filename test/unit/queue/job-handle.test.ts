import { expect, test } from "vitest";
import { JobHandle } from "../../../src/queue/job-handle.ts";

function watch() {
  const handle = new JobHandle("turn");
  const seen: string[] = [];
  handle.onSnapshot((text) => seen.push(text));
  return { handle, seen };
}

test("a newer attempt starts the text anew, and what an older one still says is ignored", () => {
  const { handle, seen } = watch();
  handle.showSnapshot(1, "Half a rep");
  handle.showSnapshot(2, "A");
  handle.showSnapshot(1, "Half a reply");
  handle.showSnapshot(2, "A whole");
  expect(seen).toEqual(["Half a rep", "A", "A whole"]);
});

test("the same snapshot is told once", () => {
  const { handle, seen } = watch();
  handle.showSnapshot(1, "A");
  handle.showSnapshot(1, "A");
  expect(seen).toEqual(["A"]);
});

test("the first result counts, and nothing is told after it", async () => {
  const { handle, seen } = watch();
  handle.settle({ kind: "cancelled-while-waiting" });
  handle.settle({
    kind: "failed",
    failure: { code: "worker-lost", message: "Gone.", retryable: true },
  });
  handle.showSnapshot(3, "too late");
  expect(await handle.result).toEqual({ kind: "cancelled-while-waiting" });
  expect(seen).toEqual([]);
});
