import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expandMacros } from "../../../../../src/roleplay/character/macros.ts";

const names = { char: "Rosie", user: "Ada" };

describe("a choice is read by its separators", () => {
  test.each([
    ["{{random:a,b,c}}", ["a", "b", "c"]],
    ["{{random: a , b }}", ["a", "b"]],
    ["{{Random::a::b, c}}", ["a", "b, c"]],
    ["{{random:a\\,b,c}}", ["a,b", "c"]],
    ["{{random::{{user}}::{{char}}}}", ["Ada", "Rosie"]],
    ["{{random a,b}}", ["a", "b"]],
    ["{{random:only}}", ["only"]],
    ["{{random:,x}}", ["", "x"]],
  ])("%j", (text, options) => {
    const drawn = options.map((_, index) => {
      const dice = () => (index + 0.5) / options.length;
      return expandMacros(text, { ...names, dice });
    });
    expect(drawn).toEqual(options);
  });

  test.each(["{{random}}", "{{pick:}}", "{{random: }}"])("%j is none", (text) => {
    expect(expandMacros(text, names)).toBe(text);
  });
});

describe("a pick", () => {
  const list = "{{pick:a,b,c,d,e,f,g,h}}";
  const picks = (pickSeed: string) => expandMacros(list.repeat(20), { ...names, pickSeed });

  test("is the same in the same text of the same chat, whatever the dice show", () => {
    const dice = () => 0.3;
    expect(expandMacros(list.repeat(20), { ...names, pickSeed: "chat 1 scenario", dice })).toBe(
      picks("chat 1 scenario"),
    );
  });

  test("differs from chat to chat, and from place to place in a text", () => {
    expect(picks("chat 1 scenario")).not.toBe(picks("chat 2 scenario"));
    expect(new Set(picks("chat 1 scenario")).size).toBeGreaterThan(1);
  });

  test("does not change with what stands between picks", () => {
    const expand = (text: string) => expandMacros(text, { ...names, pickSeed: "s" });
    expect(expand(`${list} {{random:x}} ${list}`).replace(" x ", "")).toBe(expand(list + list));
  });
});

test("without dice, chance follows from the seed", () => {
  const text = "{{random:a,b,c,d}}{{roll:20}}".repeat(10);
  const expand = (pickSeed: string) => expandMacros(text, { ...names, pickSeed });
  expect(expand("one")).toBe(expand("one"));
  expect(expand("one")).not.toBe(expand("two"));
});

describe("dice", () => {
  test.each([
    ["{{roll:6}}", "6"],
    ["{{roll:d6}}", "6"],
    ["{{roll 1d6}}", "6"],
    ["{{ROLL:3d6+2}}", "20"],
    ["{{roll:2d6-1}}", "11"],
    ["{{roll:0}}", ""],
    ["{{roll:d0}}", ""],
    ["{{roll:cat}}", ""],
    ["{{roll:1000000d6}}", ""],
    ["{{roll:}}", ""],
  ])("%j thrown as high as can be gives %j", (text, sum) => {
    expect(expandMacros(text, { ...names, dice: () => 0.999999 })).toBe(sum);
  });

  test("stay between the lowest and the highest throw", () => {
    const throwOf = fc.record({
      count: fc.integer({ min: 1, max: 20 }),
      sides: fc.integer({ min: 1, max: 100 }),
      roll: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    });
    fc.assert(
      fc.property(throwOf, ({ count, sides, roll }) => {
        const text = `{{roll:${count}d${sides}}}`;
        const sum = Number(expandMacros(text, { ...names, dice: () => roll }));
        expect(sum).toBeGreaterThanOrEqual(count);
        expect(sum).toBeLessThanOrEqual(count * sides);
      }),
    );
  });
});
