import { describe, expect, test } from "vitest";
import { knownFields } from "../../../../src/roleplay/character/known-fields.ts";
import { macroNames } from "../../../../src/roleplay/character/macros.ts";
import { documentedRules, namesIn, rulesWithoutTest } from "../../../support/documented-rules.ts";

const rows = documentedRules("docs/cards.md");

describe("the page about cards", () => {
  test("has rows of three cells: the rule, what we do, the test", () => {
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter((cells) => cells.length !== 3)).toEqual([]);
  });

  test("names in every row a test that exists", () => {
    expect(rulesWithoutTest(rows, "test/unit/roleplay/character")).toEqual([]);
  });

  test("has a row for every field and every macro that we know", () => {
    const named = namesIn(rows);
    expect([...knownFields].filter((field) => !named.has(field))).toEqual([]);
    const macros = new Set(
      [...named].flatMap((name) => /^\{\{\s*(\w+)/.exec(name)?.[1]?.toLowerCase() ?? []),
    );
    // `{{time_UTC+2}}` is the macro `time_utc` with an argument.
    expect(macroNames.filter((name) => !macros.has(name))).toEqual([]);
  });
});
