import { expect, test } from "vitest";
import { isAdult } from "../../../../src/roleplay/cast/is-adult.ts";
import { talkativenessOf } from "../../../../src/roleplay/cast/talkativeness.ts";

test.each([
  [0.3, 0.3],
  ["0.3", 0.3],
  [0, 0],
  ["1", 1],
  [7, 1],
  [-1, 0],
  ["", 0.5],
  ["often", 0.5],
  [null, 0.5],
  [undefined, 0.5],
  [Number.NaN, 0.5],
])("a card that says %j is talkative by %d", (said, expected) => {
  expect(talkativenessOf({ extensions: { talkativeness: said } })).toBe(expected);
});

test.each<[tags: string[], extensions: Record<string, unknown>, adult: boolean]>([
  [[], {}, false],
  [["NSFW"], {}, true],
  [["fantasy", " 18+ "], {}, true],
  [["not nsfw"], {}, false],
  [["NSFW"], { hearthside: { nsfw: false } }, false],
  [[], { hearthside: { nsfw: true } }, true],
  [["NSFW"], { hearthside: { nsfw: "no" } }, true],
  [["NSFW"], { hearthside: null }, true],
])("with tags %j and extensions %j, adults alone: %s", (tags, extensions, adult) => {
  expect(isAdult({ tags, extensions })).toBe(adult);
});
