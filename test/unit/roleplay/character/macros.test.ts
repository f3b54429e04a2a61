import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expandMacros, macroNames } from "../../../../src/roleplay/character/macros.ts";

const names = { char: "Rosie", user: "Ada" };

describe("a macro stands for its value", () => {
  test.each([
    ["{{char}} greets {{user}}.", "Rosie greets Ada."],
    ["{{Char}} {{USER}} {{ user }}", "Rosie Ada Ada"],
    ["<USER>, <Bot> and <char>", "Ada, Rosie and Rosie"],
    ["a{{newline}}b{{noop}}c", "a\nbc"],
    ["a{{// a note: {{user}} }}b", "ab"],
    ["a{{//}}b{{ // x}}c", "abc"],
    ["a{{comment: shown elsewhere}}b{{hidden_key:sword}}c", "abc"],
    ["{{{char}}}", "{Rosie}"],
    ["", ""],
  ])("%j gives %j", (text, expanded) => {
    expect(expandMacros(text, names)).toBe(expanded);
  });
});

describe("what is no macro that can be expanded is left alone", () => {
  test.each([
    "{{unknown}}",
    "{{unknown::a::b}}",
    "{{char:x}}",
    "{{}}",
    "{{ }}",
    "}} {{",
    "{{char",
    "{{char}",
    "char}}",
    "{char}",
    "<START>",
    "< user >",
    "{{original}}",
  ])("%j", (text) => {
    expect(expandMacros(text, names)).toBe(text);
  });
});

test("a macro inside another is expanded first", () => {
  expect(expandMacros("{{unknown:{{user}}}}", names)).toBe("{{unknown:Ada}}");
});

test("what surrounds an unfinished macro is expanded", () => {
  expect(expandMacros("{{user}} {{open {{char}}", names)).toBe("Ada {{open Rosie");
});

test("the original text stands where it is asked for first, and only there", () => {
  const values = { ...names, original: "Write well." };
  expect(expandMacros("{{original}} Be kind. {{ORIGINAL}}", values)).toBe("Write well. Be kind. ");
});

test("names and the original are taken as they are, never expanded", () => {
  const hostile = { char: "{{user}}", user: "{{char}}<USER>}}{{// ", original: "{{char}}" };
  expect(expandMacros("{{char}}|{{user}}|{{original}}|<bot>", hostile)).toBe(
    "{{user}}|{{char}}<USER>}}{{// |{{char}}|{{user}}",
  );
});

test("a text without braces and angle brackets comes back unchanged", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      fc.pre(!/[{}<>]/.test(text));
      expect(expandMacros(text, names)).toBe(text);
    }),
  );
});

test("any mixture of macros and of anything else is expanded without an error", () => {
  const time = { nowMs: 0, timeZone: "UTC", locale: "en", lastUserMessageMs: 0 };
  const values = {
    ...names,
    original: "{{original}}",
    card: { description: "{{description}} <USER>" },
    chat: { lastMessage: "}}{{::," },
    outlets: new Map([["x", "{{"]]),
    time,
  };
  const name = fc.constantFrom(...macroNames);
  const piece = fc.oneof(
    name,
    fc.constantFrom("{{", "}}", "::", ":", ",", " ", "\\", "<USER>", "\n", "2d6", "//", "x"),
    name.map((each) => `{{${each}}}`),
    name.map((each) => `{{${each}::x::`),
    fc.string({ unit: "grapheme", maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const variables = { local: new Map<string, string>(), global: new Map<string, string>() };
      const expanded = expandMacros(pieces.join(""), { ...values, variables });
      expect(expanded.length).toBeLessThan(10_000);
    }),
  );
});

test("any mixture of braces is expanded without an error, and a text without known macros keeps its length", () => {
  const piece = fc.constantFrom("{", "}", "{{", "}}", "x", ":", " ", "<", ">");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join("");
      expect(expandMacros(text, names)).toBe(text);
    }),
  );
});

test("a hundred thousand macros inside one another take no more than a moment", () => {
  const text = `${"{{x ".repeat(100_000)}{{user}}${"}}".repeat(100_000)}`;
  expect(expandMacros(text, names)).toHaveLength(text.length);
});
