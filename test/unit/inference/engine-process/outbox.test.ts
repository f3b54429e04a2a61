import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { Outbox } from "../../../../src/inference/engine-process/outbox.ts";

function openOutbox(last: () => readonly string[] = () => []) {
  const sent: (readonly string[])[] = [];
  return { sent, outbox: new Outbox<string>((messages) => sent.push(messages), last) };
}

test("what comes in one turn of the event loop goes in one message, in order", async () => {
  const { sent, outbox } = openOutbox();
  outbox.post("a");
  void Promise.resolve().then(() => outbox.post("b"));
  outbox.post("c");
  expect(sent).toEqual([]);
  await setImmediate();
  outbox.post("d");
  await setImmediate();
  expect(sent).toEqual([["a", "c", "b"], ["d"]]);
});

test("what has changed is asked for last, and nothing at all isn't sent", async () => {
  let changes: readonly string[] = [];
  const { sent, outbox } = openOutbox(() => changes);
  outbox.sendSoon();
  await setImmediate();
  expect(sent).toEqual([]);
  changes = ["busy"];
  outbox.post("a");
  await setImmediate();
  changes = ["idle"];
  outbox.sendSoon();
  await setImmediate();
  expect(sent).toEqual([["a", "busy"], ["idle"]]);
});
