import { expect, test } from "vitest";
import { printableText } from "../../../../src/app/previews/printable-text.ts";
import { textTable } from "../../../../src/app/previews/text-table.ts";

test("columns are as wide as they need to be, under a line", () => {
  expect(
    textTable([
      ["entry", "tokens"],
      ["Goat", "8"],
      ["The old harbour", "120"],
    ]),
  ).toEqual([
    "entry            tokens",
    "---------------  ------",
    "Goat             8",
    "The old harbour  120",
  ]);
});

test("a cell stays on its line and within bounds, whatever a stranger wrote in it", () => {
  const [, , row = ""] = textTable([["entry"], [`a\n\u001b[31mb\u202e${"c".repeat(100)}`]]);
  expect(row).toMatch(/^a \[31mb c+…$/);
  expect(row).toHaveLength(72);
});

test("text is printed with its lines, and can't steer the terminal", () => {
  expect(printableText("a\n\tb\u001b[2J\u0007\r\u007f\u009b1m")).toBe("a\n\tb␛[2J␇␍␡�1m");
});
