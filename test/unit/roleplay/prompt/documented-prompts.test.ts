import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { namedFormats } from "../../../../src/roleplay/prompt/named-formats.ts";
import { layoutNames } from "../../../../src/roleplay/prompt/named-layout.ts";

const folders = ["roleplay/prompt", "roleplay/reply", "conversation"].map(
  (room) => `test/unit/${room}`,
);
const page = readFileSync("docs/prompts.md", "utf8");
const rows = page
  .split("\n")
  .filter((line) => /^\| (?!---)/.test(line) && !line.endsWith("| test |"))
  .map((line) => line.slice(2, -2).split(" | "));

describe("the page about prompts", () => {
  test("has rows of three cells: the rule, what we do, the test", () => {
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter((cells) => cells.length !== 3)).toEqual([]);
  });

  test("names in every row a test that exists", () => {
    const missing = rows.filter(([, , cell = ""]) => {
      const [, file, title] = /^`([\w/-]+\.test\.ts)` (.+)$/.exec(cell) ?? [];
      const folder = folders.find((each) => existsSync(`${each}/${file}`));
      if (folder === undefined || title === undefined) return true;
      const source = readFileSync(`${folder}/${file}`, "utf8");
      const quoted = JSON.stringify(title);
      return !source.includes(`(${quoted}`) && !source.includes(`[${quoted},`);
    });
    expect(missing).toEqual([]);
  });

  test("names every format and the models it is for", () => {
    const named = [...page.matchAll(/^- `([\w-]+)`: (.+)$/gm)].map(([, name, models]) => [
      name,
      models,
    ]);
    expect(named.map(([name]) => name)).toEqual(layoutNames);
    expect(named.slice(1)).toEqual(namedFormats.map(({ name, models }) => [name, models]));
  });
});
