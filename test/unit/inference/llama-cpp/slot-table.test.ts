import fc from "fast-check";
import { expect, test } from "vitest";
import { type Slot, SlotTable } from "../../../../src/inference/llama-cpp/slot-table.ts";

function table(...sequences: readonly string[]) {
  return new SlotTable(sequences);
}

/** Sequences are named after what is in them; how much of a prompt that is, `shared` says. */
function use(
  slots: SlotTable<string>,
  key: string,
  shared: Readonly<Record<string, number>> = {},
): string | undefined {
  const slot = slots.lease(key, (sequence) => shared[sequence] ?? 0)?.slot;
  if (slot !== undefined) slots.release(slot);
  return slot?.sequence;
}

test("its own slot, else an empty one, else the one unused for longest", () => {
  const slots = table("one", "two");
  expect(use(slots, "a")).toBe("one");
  expect(use(slots, "b")).toBe("two");
  expect(use(slots, "b")).toBe("two");
  expect(use(slots, "a")).toBe("one");
  expect(use(slots, "c")).toBe("two");
  expect(use(slots, "b")).toBe("one");
});

test("without an empty one, the slot that holds most of the prompt; a little more doesn't count", () => {
  const slots = table("one", "two", "three");
  for (const key of ["a", "b", "c"]) use(slots, key);
  expect(use(slots, "d", { one: 100, two: 800, three: 820 })).toBe("two");
  expect(use(slots, "e", { one: 10, two: 20, three: 30 })).toBe("one");
});

test("whoever loses a slot to another is named", () => {
  const slots = table("one");
  const first = slots.lease("a", () => 0);
  expect(first?.lostBy).toBeNull();
  if (first !== undefined) slots.release(first.slot);
  expect(slots.lease("b", () => 0)?.lostBy).toBe("a");
});

test("no slot is leased twice, and none means none", () => {
  const slots = table("one");
  const slot = slots.lease("a", () => 0)?.slot;
  expect(slots.isBusy("a")).toBe(true);
  expect(slots.hasIdle).toBe(false);
  expect(slots.lease("b", () => 0)).toBeUndefined();
  if (slot !== undefined) slots.vacate(slot);
  expect(use(slots, "b")).toBe("one");
});

test("whatever is leased and released, a slot has one user and a conversation finds its own again", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 60 }), (keys) => {
      const slots = table("one", "two", "three");
      const leased = new Map<string, Slot<string>>();
      const wrong: string[] = [];
      for (const key of keys) {
        const own = leased.get(key);
        if (own === undefined) wrong.push(...leaseAndCheck(slots, leased, key));
        else slots.release(own);
        if (own !== undefined) leased.delete(key);
      }
      expect(wrong).toEqual([]);
    }),
  );
});

function leaseAndCheck(
  slots: SlotTable<string>,
  leased: Map<string, Slot<string>>,
  key: string,
): readonly string[] {
  const warm = slots.slots.find((slot) => !slot.busy && slot.conversationKey === key);
  const full = leased.size === slots.slots.length;
  const slot = slots.lease(key, () => 0)?.slot;
  const wrong: string[] = [];
  if ((slot === undefined) !== full) wrong.push(`${key}: refused with a slot idle, or not refused`);
  if (warm !== undefined && slot !== warm) wrong.push(`${key}: not its own slot`);
  if ([...leased.values()].some((other) => other === slot)) wrong.push(`${key}: leased twice`);
  if (slot !== undefined) leased.set(key, slot);
  return wrong;
}

test("a preferred slot is taken before an empty one, unless it is busy or the conversation has its own", () => {
  const slots = table("one", "two", "three");
  expect(slots.lease("a", () => 0)?.slot.sequence).toBe("one");
  const preferred = slots.lease("b", () => 0, "three");
  expect(preferred?.slot.sequence).toBe("three");
  expect(slots.lease("c", () => 0, "one")?.slot.sequence).toBe("two");
  if (preferred !== undefined) slots.release(preferred.slot);
  expect(slots.lease("b", () => 0, "two")?.slot.sequence).toBe("three");
});
