import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type SlotHolder,
  type SlotSeekers,
  whoGivesWay,
} from "../../../../src/inference/llama-cpp/give-way.ts";

interface Named extends SlotHolder {
  readonly name: string;
}

const person = (name: string, written: number, more: Partial<SlotHolder> = {}): Named => ({
  name,
  priority: "interactive",
  replying: true,
  generatedTokens: written,
  writtenInSlot: written,
  mostLeft: 100,
  interruptions: 0,
  ...more,
});
const summary = (name: string, written: number, more: Partial<SlotHolder> = {}): Named =>
  person(name, written, { priority: "background", ...more });

const newcomer = { newcomer: true, interrupted: false };
const interrupted = { newcomer: false, interrupted: true };
const nobody = { newcomer: false, interrupted: false };

test.each<[string, readonly Named[], SlotSeekers, string | undefined]>([
  ["nobody does while nobody waits", [person("Tom", 500), summary("s", 50)], nobody, undefined],
  ["the longest reply does", [person("Tom", 70), person("Ana", 90)], newcomer, "Ana"],
  [
    "a reply that has just begun goes on",
    [person("Tom", 63), person("Ana", 5)],
    newcomer,
    undefined,
  ],
  [
    "one that has its slot again for a moment goes on, however long it is",
    [person("Tom", 300, { writtenInSlot: 20 }), person("Ana", 70)],
    newcomer,
    "Ana",
  ],
  ["one that must end soon goes on", [person("Tom", 300, { mostLeft: 16 })], newcomer, undefined],
  [
    "one whose prompt is read goes on",
    [person("Tom", 0, { replying: false })],
    newcomer,
    undefined,
  ],
  [
    "background work does at once, before any reply that is read",
    [person("Tom", 300), summary("s", 0, { replying: false })],
    newcomer,
    "s",
  ],
  ["background work does for who was interrupted, too", [summary("s", 3)], interrupted, "s"],
  ["a reply does not for one that was interrupted", [person("Tom", 300)], interrupted, undefined],
  [
    "background work that has started over too often goes on",
    [summary("s", 300, { interruptions: 4 })],
    newcomer,
    undefined,
  ],
])("%s", (_, holders, seekers, expected) => {
  expect(whoGivesWay(holders, seekers, () => 0)?.name).toBe(expected);
});

test("where coming back is expensive, a reply has to be longer before it gives way", () => {
  const holders = [person("Tom", 150), person("Ana", 70)];
  // While one of them comes back, the two stand still: 16 steps of each, a quarter of what 128 tokens take.
  expect(whoGivesWay(holders, newcomer, () => 16)?.name).toBe("Tom");
  expect(whoGivesWay(holders, newcomer, () => 20)).toBeUndefined();
});

/** Whether nothing speaks against this one's giving way. */
function mayGive(
  giving: SlotHolder,
  holders: readonly SlotHolder[],
  seekers: SlotSeekers,
  least: number,
): boolean {
  if (giving.priority === "background") return giving.interruptions < 4;
  const isLonger = (other: SlotHolder) =>
    other.priority === "interactive" &&
    other.replying &&
    other.mostLeft > 16 &&
    other.writtenInSlot >= least &&
    other.generatedTokens > giving.generatedTokens;
  return (
    seekers.newcomer && giving.replying && giving.writtenInSlot >= least && !holders.some(isLonger)
  );
}

test("whoever gives way has had a good part of a reply, and nobody longer could have", () => {
  const holder = fc.record({
    name: fc.string(),
    priority: fc.constantFrom("interactive" as const, "background" as const),
    replying: fc.boolean(),
    generatedTokens: fc.nat(400),
    writtenInSlot: fc.nat(400),
    mostLeft: fc.nat(400),
    interruptions: fc.nat(6),
  });
  fc.assert(
    fc.property(
      fc.array(holder, { maxLength: 8 }),
      fc.record({ newcomer: fc.boolean(), interrupted: fc.boolean() }),
      fc.nat(100),
      (holders, seekers, cost) => {
        const giving = whoGivesWay(holders, seekers, () => cost);
        const least = Math.max(64, 4 * cost * holders.length);
        expect(giving === undefined || mayGive(giving, holders, seekers, least)).toBe(true);
      },
    ),
  );
});
