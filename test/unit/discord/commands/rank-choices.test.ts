import { expect, test } from "vitest";
import { rankChoices, shorten } from "../../../../src/discord/commands/rank-choices.ts";

const choices = ["Silas Crane", "Rosie Oakhart", "Captain Rosalind", "Boris", "Renée"].map(
  (name) => ({ name, value: name }),
);
const ranked = (typed: string) => rankChoices(typed, choices).map(({ name }) => name);

test.each([
  ["everything, in its own order", "", choices.map(({ name }) => name)],
  [
    "names that begin so before names with such a word",
    "ros",
    ["Rosie Oakhart", "Captain Rosalind"],
  ],
  ["names that contain it after those", "or", ["Boris", "Rosie Oakhart"]],
  ["names with these letters in this order last", "slcr", ["Silas Crane"]],
  ["names with accents", "renee", ["Renée"]],
  ["nothing that doesn't fit", "xyz", []],
])("suggests %s", (_, typed, names) => {
  expect(ranked(typed)).toEqual(names);
});

test("suggests no more than Discord takes, and no longer names", () => {
  const many = Array.from({ length: 60 }, (_, index) => ({
    name: `${"x".repeat(120)}${index}`,
    value: String(index),
  }));
  const suggested = rankChoices("", many);
  expect(suggested.length).toBe(25);
  expect(suggested.every(({ name }) => name.length <= 100)).toBe(true);
});

test("a text is shortened between characters", () => {
  expect(shorten("abc", 3)).toBe("abc");
  expect(shorten("abcd", 3)).toBe("ab…");
  expect(shorten("a🐉bc", 3)).toBe("a…");
});
