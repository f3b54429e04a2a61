import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GenerationError } from "../../../../src/generation/generation-error.ts";
import type { PromptSection, TrimRule } from "../../../../src/generation/request.ts";
import { type FitInput, fitPrompt } from "../../../../src/roleplay/prompt/fit-prompt.ts";

/** A tokenizer for which a section is as long as its text, and each costs `marks` more. */
function fit(sections: readonly PromptSection[], budget: number, marks = 0, historyFrom?: string) {
  const measure: FitInput["measure"] = (some) =>
    some.reduce((total, section) => total + section.text.length + marks, 0);
  return fitPrompt({
    sections,
    budget,
    historyFrom,
    measure,
    countTokens: (section) => section.text.length,
  });
}

let ids = 0;
function section(trim: TrimRule, tokens: number, id = `section:${++ids}`): PromptSection {
  return { id, role: "user", text: "x".repeat(tokens), trim };
}
const required = (tokens: number) => section({ kind: "required" }, tokens);
const optional = (order: number, tokens: number) => section({ kind: "optional", order }, tokens);
const history = (tokens: number, id = `history:${++ids}`) =>
  section({ kind: "history" }, tokens, id);

test("what fits is left alone", () => {
  const sections = [required(10), optional(1, 10), history(10), history(10)];
  expect(fit(sections, 40)).toEqual(sections);
});

test("optional sections go first, the highest order before the others", () => {
  const [low, high] = [optional(1, 10), optional(9, 10)];
  const sections = [required(10), low, high, history(10), history(10)];
  expect(fit(sections, 40)).not.toContain(high);
  expect(fit(sections, 40)).toContain(low);
  expect(fit(sections, 30)).not.toContain(low);
  expect(fit(sections, 30).filter(({ trim }) => trim.kind === "history")).toHaveLength(2);
});

test("then history goes, from the oldest", () => {
  const turns = Array.from({ length: 20 }, () => history(10));
  const fitting = fit([required(10), optional(1, 5), ...turns, required(3)], 100);
  const kept = fitting.filter(({ trim }) => trim.kind === "history");
  expect(kept).toEqual(turns.slice(-kept.length));
  expect(kept.length).toBeGreaterThan(4);
  expect(fitting).not.toContain(turns[0]);
});

describe("history that began somewhere in the last prompt", () => {
  const turns = Array.from({ length: 30 }, (_, index) => history(10, `history:t${index}`));
  const begun = (budget: number, historyFrom: string) =>
    fit([required(10), ...turns], budget, 0, historyFrom)[1]?.id;

  test("begins there again while that fits", () => {
    expect(begun(110, "history:t20")).toBe("history:t20");
    expect(begun(200, "history:t20")).toBe("history:t20");
  });

  test("loses three fifths at once when it doesn't, so that it can grow again", () => {
    expect(begun(109, "history:t20")).toBe("history:t27");
  });

  test("takes the room that a larger context gives", () => {
    expect(begun(310, "history:t25")).toBe("history:t0");
    expect(begun(290, "history:t25")).toBe("history:t19");
  });

  test("takes lore with it that isn't active any more, and keeps lore that is", () => {
    const sections = [
      ...turns.slice(0, 22),
      section({ kind: "history" }, 10, "lore:standing-1"),
      ...turns.slice(22, 24),
      section({ kind: "required" }, 10, "lore:standing-2"),
      ...turns.slice(24),
    ];
    const ids = (budget: number, from: string) =>
      fit(sections, budget, 0, from).map(({ id }) => id);
    expect(ids(100, "lore:standing-1").slice(0, 2)).toEqual(["lore:standing-1", "history:t22"]);
    expect(ids(90, "lore:standing-1").slice(0, 2)).toEqual(["lore:standing-2", "history:t27"]);
  });
});

describe("a prompt is too long", () => {
  test("when required sections and the newest turn don't fit", () => {
    const sections = [required(50), history(10), history(51)];
    expect(() => fit(sections, 100)).toThrow(GenerationError);
    expect(fit(sections, 101)).toEqual([sections[0], sections[2]]);
  });

  test("and the failure can be shown", () => {
    expect(() => fit([required(50)], 40)).toThrow(/need 50 tokens, but only 40 fit/);
  });
});

const anySection = fc
  .tuple(
    fc.oneof(
      fc.constant({ kind: "required" } as const),
      fc.nat(5).map((order) => ({ kind: "optional", order }) as const),
      fc.constant({ kind: "history" } as const),
    ),
    fc.nat(40),
    fc.uuid(),
  )
  .map(([trim, tokens, id]) => section(trim, tokens, id));

test("never more than the budget, never less than what must be, never out of order", () => {
  fc.assert(
    fc.property(
      fc.array(anySection, { maxLength: 40 }),
      fc.nat(400),
      fc.nat(6),
      (sections, budget, marks) => {
        const written = sections.filter(({ text }) => text !== "");
        const newest = written.findLast(({ trim }) => trim.kind === "history");
        const least = written.filter(
          (candidate) => candidate.trim.kind === "required" || candidate === newest,
        );
        const cost = (some: readonly PromptSection[]) =>
          some.reduce((total, { text }) => total + text.length + marks, 0);
        fc.pre(cost(least) <= budget);
        const fitting = fit(sections, budget, marks);
        expect(cost(fitting)).toBeLessThanOrEqual(budget);
        expect(fitting).toEqual(written.filter((candidate) => fitting.includes(candidate)));
        for (const must of least) expect(fitting).toContain(must);
        expect(fitting.length === written.length).toBe(cost(written) <= budget);
      },
    ),
  );
});
