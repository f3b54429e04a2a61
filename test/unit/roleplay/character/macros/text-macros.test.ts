import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MacroValues } from "../../../../../src/roleplay/character/macros/macro-values.ts";
import { expandMacros } from "../../../../../src/roleplay/character/macros.ts";

const names = { char: "Rosie", user: "Ada" };

const scene: MacroValues = {
  ...names,
  card: {
    description: "<BOT> likes {{user}}. {{random:a,b}}",
    charVersion: "2",
    persona: "A smith.",
  },
  chat: {
    model: "tiny",
    maxPrompt: 2048,
    lastMessage: "{{char}} and {{roll:6}}",
    lastMessageId: 7,
  },
  outlets: new Map([["weather", "Rain on {{char}}."]]),
};

describe("a text of the card or the chat is put in", () => {
  test.each([
    ["{{description}}", "Rosie likes Ada. {{random:a,b}}"],
    ["{{PERSONA}} v{{charVersion}}/{{char_version}}", "A smith. v2/2"],
    ["[{{personality}}{{scenario}}{{mesExamples}}{{charPrompt}}{{charJailbreak}}]", "[]"],
    ["{{model}} {{maxPrompt}} {{lastMessageId}}", "tiny 2048 7"],
    ["[{{lastUserMessage}}{{lastCharMessage}}{{input}}{{lastSwipeId}}]", "[]"],
    ["{{outlet::weather}}{{outlet::none}}", "Rain on {{char}}."],
  ])("%j gives %j", (text, expanded) => {
    expect(expandMacros(text, scene)).toBe(expanded);
  });

  test("only where the caller has it", () => {
    const text = "{{description}} {{lastMessage}} {{outlet::x}} {{time}} {{getvar::x}}";
    expect(expandMacros(text, names)).toBe(text);
  });
});

describe("names", () => {
  test.each([
    ["{{group}} <GROUP> {{charIfNotGroup}} <CharIfNotGroup>", "Rosie Rosie Rosie Rosie"],
    ["{{description}}", "Rosie likes Ada. {{random:a,b}}"],
  ])("without a group, %j gives %j", (text, expanded) => {
    expect(expandMacros(text, scene)).toBe(expanded);
  });

  test("of a group stand for all of it", () => {
    const values = { ...names, group: "Rosie, Silas" };
    expect(expandMacros("{{group}}|<CHARIFNOTGROUP>|{{char}}", values)).toBe(
      "Rosie, Silas|Rosie, Silas|Rosie",
    );
  });
});

describe("what people wrote is never expanded", () => {
  test.each([
    ["{{lastMessage}}", "{{char}} and {{roll:6}}"],
    ["{{reverse:{{lastMessage}}}}", "}}6:llor{{ dna }}rahc{{"],
    ["{{ {{lastMessage}} }}", "{{ {{char}} and {{roll:6}} }}"],
  ])("%j gives %j", (text, expanded) => {
    expect(expandMacros(text, scene)).toBe(expanded);
  });

  test.each(["char", "setvar::x::1", "//", "getvar::secret", "random:a,b"])(
    "a user called %j runs no macro of that name",
    (user) => {
      const variables = { local: new Map([["secret", "s"]]), global: new Map<string, string>() };
      const expanded = expandMacros("{{{{user}}}} {{ {{user}} }}", { ...names, user, variables });
      expect(expanded).toBe(`{{${user}}} {{ ${user} }}`);
      expect([...variables.local]).toEqual([["secret", "s"]]);
    },
  );

  test("a name with a comma stays one choice", () => {
    const values = { char: "a,b::c", user: "x,y", dice: () => 0.99 };
    expect(expandMacros("{{random:{{user}},{{char}}}}", values)).toBe("a,b::c");
    expect(expandMacros("{{random:{{char}},{{user}}}}", values)).toBe("x,y");
  });

  test("whatever it holds, it comes out as it went in", () => {
    const piece = fc.constantFrom(
      "{{",
      "}}",
      "char",
      "user",
      ":",
      ",",
      "//",
      "<USER>",
      "trim",
      "x",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const lastMessage = pieces.join("");
        const values = { ...names, chat: { lastMessage } };
        expect(expandMacros("a {{lastMessage}} b", values)).toBe(`a ${lastMessage} b`);
        expect(expandMacros("{{random::{{lastMessage}}::{{lastMessage}}}}", values)).toBe(
          lastMessage,
        );
      }),
    );
  });
});

describe("trim takes the line ends around it away", () => {
  test.each([
    ["a\n\n{{trim}}\n\nb", "ab"],
    ["a\r\n{{trim}}\r\nb", "ab"],
    ["a \n{{trim}} \n b", "a  \n b"],
    ["{{trim}}\n\na\n{{trim}}", "a"],
    ["a{{newline}}{{noop}}{{trim}}{{newline}}b", "ab"],
    ["a\n{{trim}}\n{{trim}}\nb", "ab"],
    ["{{trim:x}}", "{{trim:x}}"],
  ])("%j gives %j", (text, expanded) => {
    expect(expandMacros(text, names)).toBe(expanded);
  });

  test("a hundred thousand of them take no more than a moment", () => {
    expect(expandMacros("\n{{trim}}x".repeat(100_000), names)).toBe("x".repeat(100_000));
  });
});

describe("what is not for the model is kept out", () => {
  test.each([
    'a{{banned "word"}}b',
    "a{{comment: {{user}} said}}b",
    "a{{hidden_key:sword}}b",
    "a{{// note}}b",
  ])("%j", (text) => {
    expect(expandMacros(text, names)).toBe("ab");
  });
});

test("text is reversed by what people see as characters", () => {
  expect(expandMacros("{{reverse:Łódź 👩‍🚀}}", names)).toBe("👩‍🚀 źdóŁ");
});

test("macros that stand for gigabytes are left alone beyond a few megabytes", () => {
  const card = { description: "{{char}}".repeat(10_000) };
  const values = { char: "x".repeat(1_000), user: "Ada", card };
  expect(expandMacros("{{description}}".repeat(1_000), values).length).toBeLessThan(5_000_000);
});
