import { expect, test } from "vitest";
import { AdmissionQueue } from "../../../src/inference/admission-queue.ts";

const item = (
  name: string,
  conversationKey = name,
  priority: "interactive" | "background" = "interactive",
) => ({
  name,
  conversationKey,
  priority,
});

function takeAllInTurn(
  queue: AdmissionQueue<ReturnType<typeof item>>,
  busy: readonly string[] = [],
) {
  const names: string[] = [];
  for (let next = queue.takeNext((key) => busy.includes(key)); next !== undefined; ) {
    names.push(next.name);
    next = queue.takeNext((key) => busy.includes(key));
  }
  return names;
}

test("first come, first served, people before background work", () => {
  const queue = new AdmissionQueue<ReturnType<typeof item>>();
  queue.add(item("summary", "a", "background"));
  queue.add(item("first"));
  queue.add(item("second"));
  expect(takeAllInTurn(queue)).toEqual(["first", "second", "summary"]);
});

test("a conversation that is busy is passed over and keeps its place", () => {
  const queue = new AdmissionQueue<ReturnType<typeof item>>();
  queue.add(item("busy one", "inn"));
  queue.add(item("other"));
  expect(takeAllInTurn(queue, ["inn"])).toEqual(["other"]);
  expect(queue.size).toBe(1);
  expect(takeAllInTurn(queue)).toEqual(["busy one"]);
});

test("all that match can be taken out", () => {
  const queue = new AdmissionQueue<ReturnType<typeof item>>();
  for (const name of ["a", "b", "c"]) queue.add(item(name));
  expect(queue.takeAll(({ name }) => name !== "b").map(({ name }) => name)).toEqual(["a", "c"]);
  expect(takeAllInTurn(queue)).toEqual(["b"]);
});
