import { describe, expect, test } from "vitest";
import {
  characterBookEntryFields,
  characterBookFields,
} from "../../../../src/roleplay/lorebook/character-book-fields.ts";
import { decoratorNames } from "../../../../src/roleplay/lorebook/decorators.ts";
import {
  extensionFields,
  worldInfoEntryFields,
} from "../../../../src/roleplay/lorebook/world-info-fields.ts";
import { documentedRules, namesIn, rulesWithoutTest } from "../../../support/documented-rules.ts";

const rows = documentedRules("docs/lorebooks.md");

describe("the page about lorebooks", () => {
  test("has rows of three cells: the rule, what we do, the test", () => {
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter((cells) => cells.length !== 3)).toEqual([]);
  });

  test("names in every row a test that exists", () => {
    expect(rulesWithoutTest(rows, "test/unit/roleplay/lorebook")).toEqual([]);
  });

  test("has a row for every field and every decorator that we read", () => {
    const named = namesIn(rows);
    const fields = [
      characterBookFields,
      characterBookEntryFields,
      worldInfoEntryFields,
      extensionFields,
    ]
      .flat()
      .map(({ key }) => key);
    const decorators = decoratorNames.map((name) => `@@${name}`);
    expect([...fields, ...decorators].filter((name) => !named.has(name))).toEqual([]);
  });
});
