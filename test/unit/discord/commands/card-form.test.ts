import { expect, test } from "vitest";
import {
  cardFormArgument,
  changesOf,
  isAsSeen,
  isCharacterOf,
  readCardFormArgument,
} from "../../../../src/discord/commands/character/card-form.ts";
import { aCharacter } from "../../../support/character.ts";

test("a form finds its card again, however long its name, and knows when it has changed", () => {
  const rosie = aCharacter({ id: "x".repeat(200), description: "Tall." });
  const argument = cardFormArgument(rosie, "description", "ppne");
  expect(argument.length).toBeLessThanOrEqual(60);
  const read = readCardFormArgument(argument);
  expect(read).toMatchObject({ field: "description", gaps: "ppne" });
  expect(isCharacterOf(rosie, read)).toBe(true);
  expect(isCharacterOf(aCharacter({ id: "silas" }), read)).toBe(false);
  expect(isAsSeen(rosie, read)).toBe(true);
  expect(isAsSeen({ ...rosie, scenario: "Rain." }, read)).toBe(false);
});

test("what Discord does to line ends and white space is no change", () => {
  const rosie = aCharacter({ description: "Tall.\r\nKind.\n", scenario: "Rain." });
  expect(changesOf(rosie, { description: "Tall.\nKind.", scenario: "" })).toEqual({ scenario: "" });
});
