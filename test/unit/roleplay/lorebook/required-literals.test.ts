import fc from "fast-check";
import { expect, test } from "vitest";
import { requiredLiterals } from "../../../../src/roleplay/lorebook/required-literals.ts";

test.each([
  ["dragon", ["dragon"]],
  ["\\bdragons?\\b", ["dragon"]],
  ["dragon|wyrm", ["dragon", "wyrm"]],
  ["(?:old|young) king", [" king"]],
  ["ab+c*def", ["def"]],
  ["a{2}bcd", ["bcd"]],
  ["[dr]agon", ["agon"]],
  ["1\\.5 crowns", ["1.5 crowns"]],
  ["king|.*", undefined],
  ["a|dragon", undefined],
  ["\\u0041bc", undefined],
  ["(?i)dragon", undefined],
  ["(dragon", undefined],
  ["(?<!not a )dragon", ["dragon"]],
])("a match of /%s/ always contains one of %j", (source, literals) => {
  expect(requiredLiterals(source)).toEqual(literals);
});

test("whatever a pattern matches contains one of its literals", () => {
  const part = fc.constantFrom(
    "ab",
    "b",
    "(?:a|c)",
    "[abc]",
    "a?",
    "b*",
    "c+",
    "a{2}",
    "|",
    "\\w",
    ".",
    "^",
  );
  const pattern = fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(""));
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 20 });
  fc.assert(
    fc.property(pattern, text, (source, subject) => {
      const found = new RegExp(source).exec(subject)?.[0];
      const literals = requiredLiterals(source);
      if (found === undefined || literals === undefined) return;
      expect(literals.some((literal) => found.includes(literal))).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
