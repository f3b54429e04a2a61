import { readFileSync } from "node:fs";
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

const page = readFileSync("docs/lorebooks.md", "utf8");
const rows = page
  .split("\n")
  .filter(
    (line) => line.startsWith("| ") && !line.startsWith("| ---") && !line.endsWith("| test |"),
  )
  .map((line) => line.slice(2, -2).split(" | "));

describe("the page about lorebooks", () => {
  test("has rows of three cells: the rule, what we do, the test", () => {
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter((cells) => cells.length !== 3)).toEqual([]);
  });

  test("names in every row a test that exists", () => {
    const missing = rows.filter(([, , cell = ""]) => {
      const [, file, title] = /^`([\w-]+\.test\.ts)` (.+)$/.exec(cell) ?? [];
      if (file === undefined || title === undefined) return true;
      const source = readFileSync(`test/unit/roleplay/lorebook/${file}`, "utf8");
      return (
        !source.includes(`(${JSON.stringify(title)}`) &&
        !source.includes(`\n    ${JSON.stringify(title)},`)
      );
    });
    expect(missing).toEqual([]);
  });

  test("has a row for every field and every decorator that we read", () => {
    const named = new Set(
      rows.flatMap(([rule = ""]) => [...rule.matchAll(/`([^`]+)`/g)].map(([, name]) => name)),
    );
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
