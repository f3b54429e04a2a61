import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coerceError } from "../../../../src/lib/errors.ts";
import { readCard } from "../../../../src/roleplay/character/read-card.ts";
import { jsonFile } from "../../../support/card-files.ts";

const read = (yaml: string) => readCard(jsonFile(yaml), "r.yaml");

test("an alias repeats what it names", () => {
  expect(read("name: &n Rosie\ncontext: *n").card.description).toBe("Rosie");
});

test("scalars that look like numbers or dates are text", () => {
  const { card } = read("name: 7\ncontext: 2020-01-01\ngreeting: no");
  expect(card).toMatchObject({ name: "7", description: "2020-01-01", firstMessage: "no" });
});

describe("what no card needs is refused by name", () => {
  const nested = (levels: number) =>
    Array.from({ length: levels }, (_, level) => `${" ".repeat(level)}a:`).join("\n");
  const laughs = Array.from(
    { length: 10 },
    (_, level) => `l${level}: &l${level} [${`*l${level - 1},`.repeat(9)}]`,
  );
  test.each([
    ["aliases of aliases of aliases", ["l: &l-1 [x]", ...laughs].join("\n"), "card-not-yaml"],
    ["a list inside itself", "name: &n [*n]", "card-too-large"],
    ["lists nested deeply", `name: ${"[".repeat(30_000)}`, "card-too-large"],
    ["maps nested deeply", nested(300), "card-too-large"],
    ["dashes in a row", "- ".repeat(30_000), "card-too-large"],
    ["question marks in a row", `a: ${"? ".repeat(30_000)}`, "card-too-large"],
    ["anchors in a row", "&a ".repeat(20_000), "card-too-large"],
    ["a file that is too long", `name: ${"x".repeat(70_000)}`, "card-too-large"],
    ["a type of another program", "name: !!js/function 'x'\n- y", "card-not-yaml"],
    ["nothing", "", "card-unknown-format"],
    ["a text", "just text", "card-unknown-format"],
  ])("%s", (_, yaml, code) => {
    expect(() => read(yaml)).toThrow(
      expect.objectContaining({
        name: "UserError",
        code,
        message: expect.stringMatching(/^r\.yaml: /),
      }),
    );
  });
});

test("any mixture of marks gives a card or a refusal", () => {
  const piece = fc.constantFrom(
    "name: a",
    "\n",
    "  ",
    "- ",
    "? ",
    "[",
    "]",
    "{",
    "}",
    "&a ",
    "*a ",
    "!t ",
    "|",
    "'",
    '"',
    "#",
    ": ",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 100 }), (pieces) => {
      expect(problemOf(pieces.join(""))?.name ?? "UserError").toBe("UserError");
    }),
  );
});

function problemOf(yaml: string): Error | undefined {
  try {
    read(yaml);
    return undefined;
  } catch (error) {
    return coerceError(error);
  }
}
