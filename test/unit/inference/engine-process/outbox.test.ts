import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { Outbox } from "../../../../src/inference/engine-process/outbox.ts";
import { createManualClock } from "../../../support/manual-clock.ts";

function openOutbox(rest: () => readonly string[] = () => []) {
  const sent: (readonly string[])[] = [];
  const clock = createManualClock();
  const send = (messages: readonly string[]) => sent.push(messages);
  return { sent, clock, outbox: new Outbox<string>({ send, rest, clock }) };
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

test("what nobody waits for lies until there is more, or goes with what somebody waits for", async () => {
  const { sent, clock, outbox } = openOutbox();
  outbox.postLater("a");
  await setImmediate();
  outbox.postLater("b");
  await setImmediate();
  expect(sent).toEqual([]);
  clock.advance(100);
  await setImmediate();
  await setImmediate();
  expect(sent).toEqual([["a", "b"]]);
  outbox.postLater("c");
  outbox.post("d");
  await setImmediate();
  expect(sent).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
});
