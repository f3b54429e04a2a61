import { expect, test } from "vitest";
import type { KnownModel } from "../../../../src/conversation/models/model-service.ts";
import { modelPage } from "../../../../src/discord/commands/model/list.ts";
import { texts } from "../../../../src/discord/texts/texts.ts";
import type { ModelFile } from "../../../../src/generation/model-control.ts";

const english = texts.en.model;

const broken: ModelFile = {
  id: "broken",
  sizeBytes: 2 ** 20,
  facts: null,
  problem: "It is cut off.",
};
const fresh: ModelFile = { id: "fresh", sizeBytes: 2 ** 30, facts: null, problem: null };

const known = (index: number): KnownModel => ({
  id: `known-${index}`,
  family: "LLaMA",
  sizes: ["7B", "13B"],
  contextLength: 2048,
  route: "imported",
  canBePulled: index % 2 === 0,
});

test("files come first, then what the catalogue knows; what can be pulled is marked", () => {
  const listed = { files: [broken, fresh], known: [known(1), known(2)], current: "fresh" };
  expect(modelPage(listed, 1, english)).toMatchObject({
    title: "2 models",
    description: [
      "⚠ broken, 1.0 MiB, It is cut off.",
      "◉ fresh, 1.0 GiB, not looked into yet",
      "**Known models (⬇: `/model pull` brings it)**",
      `-# ${english.routesHint}`,
      "known-1: LLaMA, 7B, 13B; 2,048 tokens, would be converted",
      "⬇ known-2: LLaMA, 7B, 13B; 2,048 tokens, would be converted",
    ].join("\n"),
    footer: { text: english.filesHint },
  });
});

test("a long list has pages, on which everything stands once; beyond the last is the last", () => {
  const listed = {
    files: [],
    known: Array.from({ length: 50 }, (_, index) => known(index)),
    current: null,
  };
  const pages = [1, 2, 3].map((page) => modelPage(listed, page, english));
  const lines = pages.flatMap(({ description }) => description?.split("\n") ?? []);
  expect(lines).toHaveLength(53);
  expect(lines[0]).toContain("No model file is known yet");
  expect(new Set(lines).size).toBe(53);
  expect(pages.map(({ footer }) => footer?.text.slice(0, 11))).toEqual([
    "Page 1 of 3",
    "Page 2 of 3",
    "Page 3 of 3",
  ]);
  expect(pages[0]?.footer?.text).toContain("/model list page:2 shows the next.");
  expect(pages[2]?.footer?.text).toMatch(/^Page 3 of 3\. /);
  expect(modelPage(listed, 99, english)).toEqual(pages[2]);
});

test("the longest names don't make a page longer than Discord takes", () => {
  const files = Array.from({ length: 40 }, (_, index) => ({
    ...fresh,
    id: `${index}`.repeat(200),
  }));
  const page = modelPage({ files, known: [], current: null }, 1, english);
  expect(page.description?.length).toBeLessThanOrEqual(4096);
});
