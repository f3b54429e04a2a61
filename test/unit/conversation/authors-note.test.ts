import { describe, expect, test } from "vitest";
import { blankNote, checkNote, noteIsDue } from "../../../src/conversation/authors-note.ts";

describe("an author's note", () => {
  test.each([
    { interval: 0, due: [] },
    { interval: 1, due: [1, 2, 3, 4, 5, 6] },
    { interval: 2, due: [2, 4, 6] },
    { interval: 3, due: [3, 6] },
  ])("is due after every $interval messages: $due", ({ interval, due }) => {
    const note = { ...blankNote, text: "x", interval };
    expect([1, 2, 3, 4, 5, 6].filter((turns) => noteIsDue(note, turns))).toEqual(due);
  });

  test.each([
    { changes: { text: "  " }, says: "The note's text is empty" },
    { changes: { text: "x".repeat(4001) }, says: "has 4001 characters; the limit is 4000" },
    { changes: { depth: -1 }, says: "The note's depth is -1; give a whole number from 0 to 100" },
    { changes: { depth: 1.5 }, says: "The note's depth is 1.5" },
    { changes: { interval: 101 }, says: "The note's interval is 101" },
  ])("is refused where it says nothing or too much: $says", ({ changes, says }) => {
    expect(() => checkNote({ ...blankNote, text: "x", ...changes })).toThrow(says);
  });

  test("loses the space around it", () => {
    expect(checkNote({ ...blankNote, text: " Be brief.\n" }).text).toBe("Be brief.");
  });
});
