import { describe, expect, test } from "vitest";
import { linesForOthers, loops, wrongAttributions } from "../../../bench/role-integrity/judge.ts";

const names = ["Alice", "Bob", "Rosie Oakhart", "Silas Crane"];

describe("the judge of role integrity", () => {
  test.each([
    ["Bob: I never said that.", ["Bob: I never said that."]],
    ["I nod.\n  **Silas Crane:** Aha.", ["  **Silas Crane:** Aha."]],
    ["*Silas: hm*", ["*Silas: hm*"]],
    ["alice : yes", ["alice : yes"]],
    ["Rosie: Me again.", []],
    ["I told Bob: never again.", []],
    ["Note: the stew is hot.", []],
  ])("finds who is spoken for in %j", (text, found) => {
    expect(linesForOthers(text, "Rosie Oakhart", names)).toEqual(found);
  });

  test.each([
    ["round and round we round and round we round and round we", true],
    ["come in, come in, come in!", false],
    ["The stew is hot. The bread is fresh. The ale is cold.", false],
  ])("says whether %j goes in circles", (text, expected) => {
    expect(loops(text)).toBe(expected);
  });

  test("finds a turn under a wrong name, words that nobody said, and a name for two", () => {
    const said = [
      { speakerId: "1", name: "Alice", text: "Hello." },
      { speakerId: "2", name: "Sam", text: "One." },
      { speakerId: "3", name: "Sam", text: "Two." },
    ];
    const history = (...texts: string[]) =>
      texts.map((text, index) => ({ id: `history:${index}`, text }));
    expect(wrongAttributions(history("Alice: Hello.", "Sam: One.", "Sam (2): Two."), said)).toEqual(
      [],
    );
    expect(wrongAttributions(history("Bob: Hello."), said)).toEqual([
      "Bob didn't say this: Hello.",
    ]);
    expect(wrongAttributions(history("Alice: Bye."), said)).toEqual([
      "nobody said this: Alice: Bye.",
    ]);
    expect(wrongAttributions(history("Sam: One.", "Sam: Two."), said)).toEqual([
      "Sam stands for two speakers",
    ]);
    expect(wrongAttributions([{ id: "main", text: "Bob: Hello." }], said)).toEqual([]);
  });
});
