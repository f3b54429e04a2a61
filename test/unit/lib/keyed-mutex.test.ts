import { expect, test } from "vitest";
import { deferred } from "../../../src/lib/deferred.ts";
import { KeyedMutex } from "../../../src/lib/keyed-mutex.ts";

test("tasks of one key run in order, of different keys side by side", async () => {
  const mutex = new KeyedMutex<string>();
  const events: string[] = [];
  const gate = deferred();
  const first = mutex.run("a", async () => {
    events.push("a1 starts");
    await gate.promise;
    events.push("a1 ends");
  });
  const second = mutex.run("a", async () => void events.push("a2"));
  await mutex.run("b", async () => void events.push("b1"));
  expect(events).toEqual(["a1 starts", "b1"]);
  gate.resolve();
  await Promise.all([first, second]);
  expect(events).toEqual(["a1 starts", "b1", "a1 ends", "a2"]);
});

test("a task that fails doesn't hold up the next, and its caller hears of it", async () => {
  const mutex = new KeyedMutex<string>();
  const failed = mutex.run("a", () => Promise.reject(new Error("no")));
  const next = mutex.run("a", async () => "yes");
  await expect(failed).rejects.toThrow("no");
  await expect(next).resolves.toBe("yes");
});

test("idle waits for what runs and what waits", async () => {
  const mutex = new KeyedMutex<string>();
  const gate = deferred();
  let ended = 0;
  void mutex.run("a", () => gate.promise.then(() => void ended++));
  void mutex.run("a", async () => void ended++);
  const idle = mutex.idle();
  gate.resolve();
  await idle;
  expect(ended).toBe(2);
});
