import { expect, test } from "vitest";
import { deferred } from "../../../src/lib/deferred.ts";
import { SnapshotPacer } from "../../../src/queue/snapshot-pacer.ts";
import { createManualClock } from "../../support/manual-clock.ts";

test("the first text goes out at once, then the newest after each pause", async () => {
  const clock = createManualClock();
  const published: string[] = [];
  const pacer = new SnapshotPacer({
    publish: async (text) => void published.push(text),
    intervalMs: 250,
    clock,
  });
  pacer.offer("a");
  pacer.offer("ab");
  pacer.offer("abc");
  await clock.someoneSleeps();
  expect(published).toEqual(["a"]);
  clock.advance(249);
  expect(published).toEqual(["a"]);
  clock.advance(1);
  await clock.someoneSleeps();
  expect(published).toEqual(["a", "abc"]);
  pacer.close();
});

test("a slow carrier never gets two at a time, and then gets the newest", async () => {
  const clock = createManualClock();
  const published: string[] = [];
  const slow = deferred();
  const pacer = new SnapshotPacer({
    publish: async (text) => {
      published.push(text);
      await slow.promise;
    },
    intervalMs: 250,
    clock,
  });
  pacer.offer("a");
  clock.advance(1000);
  pacer.offer("ab");
  pacer.offer("abc");
  expect(published).toEqual(["a"]);
  slow.resolve();
  await clock.someoneSleeps();
  clock.advance(250);
  await clock.someoneSleeps();
  expect(published).toEqual(["a", "abc"]);
  pacer.close();
});

test("nothing goes out once it is closed", async () => {
  const clock = createManualClock();
  const published: string[] = [];
  const pacer = new SnapshotPacer({
    publish: async (text) => void published.push(text),
    intervalMs: 250,
    clock,
  });
  pacer.offer("a");
  await clock.someoneSleeps();
  pacer.offer("ab");
  pacer.close();
  pacer.offer("abc");
  clock.advance(1000);
  expect(published).toEqual(["a"]);
});
