import { expect, test } from "vitest";
import { SlotGate } from "../../../src/inference/slot-gate.ts";

const never = () => new AbortController().signal;
const ask = (conversationKey: string, priority: "interactive" | "background" = "interactive") => ({
  conversationKey,
  priority,
});

test("as many as there are slots get in; the others wait for one to leave", async () => {
  const gate = new SlotGate(1);
  const first = await gate.enter(ask("inn"), never());
  const second = gate.enter(ask("mill"), never());
  expect(gate).toMatchObject({ active: 1, waiting: 1 });
  first?.leave();
  first?.leave();
  expect(await second).not.toBeNull();
  expect(gate).toMatchObject({ active: 1, waiting: 0 });
});

test("a conversation waits for itself, and lets others by", async () => {
  const gate = new SlotGate(2);
  const first = await gate.enter(ask("inn"), never());
  const again = gate.enter(ask("inn"), never());
  expect(await gate.enter(ask("mill"), never())).not.toBeNull();
  first?.leave();
  expect(await again).not.toBeNull();
});

test("a person goes before work in the background", async () => {
  const gate = new SlotGate(1);
  const first = await gate.enter(ask("inn"), never());
  const order: string[] = [];
  const background = gate
    .enter(ask("summary", "background"), never())
    .then((lease) => [order.push("background"), lease?.leave()]);
  const person = gate
    .enter(ask("mill"), never())
    .then((lease) => [order.push("person"), lease?.leave()]);
  first?.leave();
  await Promise.all([background, person]);
  expect(order).toEqual(["person", "background"]);
});

test("who gives up gets nothing and holds nobody up", async () => {
  const gate = new SlotGate(1);
  const first = await gate.enter(ask("inn"), never());
  const stop = new AbortController();
  const impatient = gate.enter(ask("mill"), stop.signal);
  const patient = gate.enter(ask("well"), never());
  stop.abort();
  expect(await impatient).toBeNull();
  expect(await gate.enter(ask("late"), AbortSignal.abort())).toBeNull();
  first?.leave();
  expect(await patient).not.toBeNull();
});
