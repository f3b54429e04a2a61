import { expect, test } from "vitest";
import {
  boundedVariables,
  ChatVariables,
  variableLimits,
} from "../../../../src/conversation/scene/chat-variables.ts";
import { expandMacros } from "../../../../src/roleplay/character/macros.ts";

function expandWith(variables: ChatVariables, text: string): string {
  return expandMacros(text, { char: "Rosie", user: "Tom", variables });
}

test("what a text sets is a change, and what was stored stays as it was", () => {
  const stored = { chat: { visits: "1" }, shared: { day: "3" } };
  const variables = new ChatVariables(stored);
  expect(expandWith(variables, "{{incvar::visits}} {{setglobalvar::day::4}}{{getvar::mood}}")).toBe(
    "2 ",
  );
  expect(variables.changes()).toEqual({ chat: { visits: "2" }, shared: { day: "4" } });
  expect(stored).toEqual({ chat: { visits: "1" }, shared: { day: "3" } });
  expect(expandWith(new ChatVariables(stored), "{{incvar::visits}}")).toBe("2");
});

test("nothing that was set is no change", () => {
  const variables = new ChatVariables({ chat: { visits: "1" }, shared: {} });
  expandWith(variables, "{{getvar::visits}}{{setvar::visits::1}}{{getvar::toString}}");
  expect(variables.changes()).toBeUndefined();
});

test("a card can't fill the disk with variables", () => {
  const many = Array.from({ length: 2000 }, (_, index): [string, string] => [`v${index}`, "x"]);
  expect(Object.keys(boundedVariables(many))).toHaveLength(variableLimits.names);
  const long = Array.from({ length: 9 }, (_, index): [string, string] => [
    `v${index}`,
    "x".repeat(90_000),
  ]);
  expect(Object.keys(boundedVariables(long))).toEqual(["v0", "v1"]);
});
