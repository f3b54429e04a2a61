import fc from "fast-check";
import { expect, test } from "vitest";
import { KeyAutomaton } from "../../../../src/roleplay/lorebook/key-automaton.ts";

function occurrences(keys: readonly string[], text: string): string[] {
  const found: string[] = [];
  new KeyAutomaton(keys).scan(text, (key, start, end) => {
    found.push(`${keys[key]}@${start}-${end}`);
    return true;
  });
  return found.sort();
}

function naiveOccurrences(keys: readonly string[], text: string): string[] {
  return keys
    .flatMap((key) =>
      Array.from(text, (_, start) =>
        text.startsWith(key, start) ? [`${key}@${start}-${start + key.length}`] : [],
      ).flat(),
    )
    .sort();
}

test("keys inside and across one another are all found", () => {
  expect(occurrences(["he", "she", "his", "hers"], "ushers")).toEqual([
    "he@2-4",
    "hers@2-6",
    "she@1-4",
  ]);
});

test("it finds exactly what looking for every key by itself finds", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "c", "é", "龍"), maxLength: 40 });
  const key = fc.string({
    unit: fc.constantFrom("a", "b", "c", "é", "龍"),
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(fc.uniqueArray(key, { maxLength: 12 }), letters, (keys, text) => {
      expect(occurrences(keys, text)).toEqual(naiveOccurrences(keys, text));
    }),
  );
});

test("without keys it finds nothing", () => {
  expect(occurrences([], "anything")).toEqual([]);
});

test("at one place the longest key comes first, and the shorter ones only if they are asked for", () => {
  const found: string[] = [];
  const keys = ["aaa", "aa", "a"];
  new KeyAutomaton(keys).scan("aaa", (key) => {
    found.push(keys[key] ?? "");
    return false;
  });
  expect(found).toEqual(["a", "aa", "aaa"]);
});
