import { describe, expect, test } from "vitest";
import {
  compilePattern,
  parseRegexLiteral,
} from "../../../../src/roleplay/lorebook/linear-pattern.ts";

function matches(source: string, flags: string, text: string): boolean {
  const result = compilePattern(source, flags);
  if (!result.ok) throw new Error(result.reason);
  return result.pattern.test(text);
}

describe("a regex of a stranger", () => {
  test.each([
    ["drag(?:on|oness)", "", "a dragoness", true],
    ["DRAGON", "i", "a dragon", true],
    ["DRAGON", "", "a dragon", false],
    ["a.b", "", "a\nb", false],
    ["a.b", "s", "a\nb", true],
    ["^b", "m", "a\nb", true],
    ["^b", "", "a\nb", false],
    ["\\u00e9lan|\\x41bc", "", "élan", true],
    ["\\u{1F409}", "u", "🐉", true],
    ["(?<beast>dragon)", "gimsuy", "dragon", true],
    ["\\p{Lu}\\w+", "", "say Ämil", true],
    ["(?<=the )king", "", "the king", true],
    ["(?<!the )king", "", "the king", false],
    ["don\\'t \\é\\-x", "", "don't é-x", true],
    ["a\\\\é", "", "a\\é", true],
    ["[\\b]", "", "a\bb", true],
    ["a{,3}", "", "a{,3}", true],
    ["\\x01Tom:", "", "\x01Tom: hello", true],
  ])("/%s/%s against %j", (source, flags, text, expected) => {
    expect(matches(source, flags, text)).toBe(expected);
  });

  test.each([
    ["drag(?=on)", "lookahead"],
    ["(a)\\1", "back-reference"],
    ["(?<x>a)\\k<x>", "back-reference"],
    ["(a", "no-regex"],
    ["(?:(?:x{100}){100}){100}", "pattern-too-large"],
    ["(?:a{1000})b", "pattern-too-large"],
  ])("/%s/ is refused with its reason", (source, reason) => {
    expect(compilePattern(source, "")).toEqual({ ok: false, reason });
  });

  test("of thousands of nested groups is refused", () => {
    const source = "(".repeat(5_000) + ")".repeat(5_000);
    expect(compilePattern(source, "")).toEqual({ ok: false, reason: "pattern-too-large" });
  });

  test.each(["(a+)+$", "(a|a)*b", "(a*)*b", "([a-z]+)*\\d", "(.*)(.*)(.*)x$"])(
    "/%s/, which hangs a backtracking engine, ends on 50,000 characters",
    (source) => {
      expect(matches(source, "", `${"a".repeat(50_000)}!`)).toBe(false);
    },
  );
});

describe("a regex key", () => {
  test.each([
    ["/dragon/", { source: "dragon", flags: "" }],
    ["/a\\/b/gi", { source: "a\\/b", flags: "gi" }],
    ["/a/b/", undefined],
    ["/dragon/x", undefined],
    ["//", undefined],
    ["dragon/i", undefined],
    ["and/or", undefined],
  ])("%s stands between slashes, none bare inside, flags behind", (key, literal) => {
    expect(parseRegexLiteral(key)).toEqual(literal);
  });
});
