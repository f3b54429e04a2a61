import { expect, test } from "vitest";
import { stopStrings } from "../../../../src/roleplay/reply/stop-strings.ts";

test("every name becomes a label at the start of a line, plain before bold, once", () => {
  expect(stopStrings(["Tom", "Rosie Oakhart", "Tom"])).toEqual([
    "\nTom:",
    "\nRosie Oakhart:",
    "\n**Tom:",
    "\n**Tom**:",
    "\n**Rosie Oakhart:",
    "\n**Rosie Oakhart**:",
  ]);
});

test("line breaks and colons in a name can't make another label", () => {
  expect(stopStrings(["To\nm: x"])[0]).toBe("\nTo m： x:");
});

test("a crowd is cut to the names that come last", () => {
  const names = Array.from({ length: 100 }, (_, index) => `User ${index}`);
  const plain = stopStrings(names).filter((stop) => !stop.includes("*"));
  expect(plain).toHaveLength(24);
  expect(plain.at(-1)).toBe("\nUser 99:");
});
