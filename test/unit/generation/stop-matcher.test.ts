import fc from "fast-check";
import { expect, test } from "vitest";
import { StopMatcher } from "../../../src/generation/stop-matcher.ts";

test("a stop string that comes in pieces is never shown", () => {
  const stops = new StopMatcher(["\nMara:"]);
  expect(stops.push("Hello.\nMa")).toBe("Hello.");
  expect(stops.push("ra: hi")).toBe("");
  expect(stops.stopped).toBe(true);
  expect(stops.push("more")).toBe("");
  expect(stops.end()).toBe("");
});

test("what only looked like a stop string is shown after all", () => {
  const stops = new StopMatcher(["\nMara:"]);
  expect(stops.push("Hello.\nMar")).toBe("Hello.");
  expect(stops.push("ble")).toBe("\nMarble");
  expect(stops.push(" hall\nM")).toBe(" hall");
  expect(stops.end()).toBe("\nM");
});

test("the earliest of several stop strings counts, and an empty one never does", () => {
  const stops = new StopMatcher(["", "bcd", "ab"]);
  expect(stops.push("xabcd")).toBe("x");
});

test("however a text is cut, what is shown is its beginning, without any stop string", () => {
  // Few letters, so that stop strings and their beginnings really come up.
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 40 });
  const stopStrings = fc.array(
    fc.string({ unit: fc.constantFrom("a", "b", "\n"), minLength: 1, maxLength: 4 }),
    { maxLength: 3 },
  );
  fc.assert(
    fc.property(letters, stopStrings, fc.array(fc.nat(6)), (text, stopList, sizes) => {
      const matcher = new StopMatcher(stopList);
      let shown = cut(text, sizes)
        .map((piece) => matcher.push(piece))
        .join("");
      shown += matcher.end();
      expect(text.startsWith(shown)).toBe(true);
      expect(stopList.filter((stop) => shown.includes(stop))).toEqual([]);
      expect(matcher.stopped || shown === text).toBe(true);
    }),
  );
});

function cut(text: string, sizes: readonly number[]): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  for (const size of sizes) {
    pieces.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return [...pieces, rest];
}
