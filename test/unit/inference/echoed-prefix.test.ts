import fc from "fast-check";
import { expect, test } from "vitest";
import { EchoedPrefix } from "../../../src/inference/echoed-prefix.ts";

function through(prefix: string, deltas: readonly string[]): string {
  const echoed = new EchoedPrefix(prefix);
  return deltas.map((delta) => echoed.push(delta)).join("") + echoed.end();
}

test.each([
  ["the prefix is taken away", ["Rosie: Hello."], " Hello."],
  [
    "also when it comes in pieces, after blank space",
    [" ", "Ro", "sie", ":", " Hello."],
    " Hello.",
  ],
  ["a reply without it stays as it is", [" Hello", " Rosie: you."], " Hello Rosie: you."],
  ["a beginning that is not the prefix comes back", ["Ros", "es."], "Roses."],
  ["the beginning of a prefix alone is a reply", ["Ros"], "Ros"],
  ["an empty reply stays empty", [], ""],
])("%s", (_what, deltas, expected) => {
  expect(through("Rosie:", deltas)).toBe(expected);
});

test("without a prefix everything passes", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (deltas) => {
      expect(through("", deltas)).toBe(deltas.join(""));
    }),
  );
});

test("nothing but one prefix is ever lost", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom("R", "o", ":", " ") })), (deltas) => {
      const text = deltas.join("");
      const left = text.trimStart().startsWith("Ro:") ? text.trimStart().slice(3) : text;
      expect(through("Ro:", deltas)).toBe(left);
    }),
  );
});
