import { describe, expect, test } from "vitest";
import { expandMacros } from "../../../../../src/roleplay/character/macros.ts";

function expand(text: string, local: Record<string, string> = {}) {
  const variables = { local: new Map(Object.entries(local)), global: new Map<string, string>() };
  const expanded = expandMacros(text, { char: "Rosie", user: "Ada", variables });
  return { expanded, ...variables };
}

describe("variables", () => {
  test.each([
    ["{{setvar::mood::happy}}She is {{getvar::mood}}.", "She is happy."],
    ["[{{getvar::none}}]", "[]"],
    ["{{setvar::n::2}}{{addvar::n::3}}{{getvar::n}}", "5"],
    ["{{setvar::n::a}}{{addvar::n::3}}{{getvar::n}}", "a3"],
    ["{{addvar::n::3}}{{getvar::n}}", "3"],
    ["{{incvar::n}} {{incvar::n}} {{decvar::n}}", "1 2 1"],
    ["{{setvar::who::{{user}}}}{{getvar:: who }}", "Ada"],
    ["{{setvar::x::a::b}}{{getvar::x}}", "a::b"],
    ["{{setvar::x::}}[{{getvar::x}}]", "[]"],
    ["{{getvar::}} {{setvar::x}}", "{{getvar::}} {{setvar::x}}"],
  ])("%j gives %j", (text, expanded) => {
    expect(expand(text).expanded).toBe(expanded);
  });

  test("of all chats are kept apart from those of one", () => {
    const { expanded, local, global } = expand(
      "{{setglobalvar::n::1}}{{incglobalvar::n}}{{addglobalvar::n::5}}{{decglobalvar::n}}[{{getvar::n}}]{{getglobalvar::n}}",
    );
    expect(expanded).toBe("26[]6");
    expect([...local]).toEqual([]);
    expect([...global]).toEqual([["n", "6"]]);
  });

  test("stay in the store that was passed in", () => {
    expect([...expand("{{incvar::days}}", { days: "4" }).local]).toEqual([["days", "5"]]);
  });

  test("are never read as macros", () => {
    expect(expand("{{getvar::x}}", { x: "{{user}}" }).expanded).toBe("{{user}}");
  });

  test("don't grow without end", () => {
    const double = "{{setvar::x::{{getvar::x}}{{getvar::x}}}}{{addvar::x::{{getvar::x}}}}";
    const { local } = expand(double.repeat(40), { x: "x" });
    expect(local.get("x")?.length).toBeLessThanOrEqual(100_000);
  });
});
