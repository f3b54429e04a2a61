import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { documentedRules, rulesWithoutTest } from "../support/documented-rules.ts";

const rows = documentedRules("docs/optimisations.md");

test("the page about optimisations has rows of three cells: what, where, and the test", () => {
  expect(rows.length).toBeGreaterThan(35);
  expect(rows.filter((cells) => cells.length !== 3)).toEqual([]);
});

test("it names in every row a file that is there", () => {
  const places = rows.map(([, place = ""]) => place.replaceAll("`", ""));
  expect(places.filter((place) => !existsSync(`src/${place}`))).toEqual([]);
});

test("it names in every row a test that exists", () => {
  expect(rulesWithoutTest(rows, "test")).toEqual([]);
});
