import { expect, test } from "vitest";
import { stopStrings } from "../../../../src/roleplay/reply/stop-strings.ts";

test("every name becomes a label at the start of a line, once", () => {
  expect(stopStrings(["Tom", "Rosie Oakhart", "Tom"])).toEqual(["\nTom:", "\nRosie Oakhart:"]);
});

test("line breaks and colons in a name can't make another label", () => {
  expect(stopStrings(["To\nm: x"])).toEqual(["\nTo m： x:"]);
});

test("a crowd is cut to the names that come last", () => {
  const names = Array.from({ length: 100 }, (_, index) => `User ${index}`);
  expect(stopStrings(names)).toHaveLength(24);
  expect(stopStrings(names).at(-1)).toBe("\nUser 99:");
});
