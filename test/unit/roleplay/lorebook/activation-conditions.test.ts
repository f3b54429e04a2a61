import { describe, expect, test } from "vitest";
import { activateEntries } from "../../../../src/roleplay/lorebook/activate-entries.ts";
import type { LoreChat } from "../../../../src/roleplay/lorebook/activation.ts";
import { describeOutcome } from "../../../../src/roleplay/lorebook/describe-outcome.ts";
import type { LorebookEntry } from "../../../../src/roleplay/lorebook/lorebook.ts";
import { seededDice } from "../../../../src/roleplay/lorebook/seeded-dice.ts";
import {
  type ActivationScene,
  anActivation,
  anEntry,
  reportOf,
} from "../../../support/lorebook.ts";

function outcome(fields: Partial<LorebookEntry>, scene: ActivationScene = {}): string {
  const activation = activateEntries(
    anActivation([anEntry({ id: "1", ...fields })], { turns: ["hello"], ...scene }),
  );
  return describeOutcome(reportOf(activation, "1"));
}

const withDecorators = (decorators: string, fields: Partial<LorebookEntry> = {}) => ({
  keys: ["hello"],
  ...fields,
  content: `${decorators}\nLore.`,
});

describe("an entry", () => {
  test("that is constant is active whatever is said", () => {
    expect(outcome({ constant: true })).toBe("Active: always.");
  });

  test("that is switched off is never active, not even when constant or forced", () => {
    const off = "Not active: it is switched off.";
    expect(outcome({ constant: true, enabled: false })).toBe(off);
    expect(outcome(withDecorators("@@activate", { enabled: false }))).toBe(off);
  });

  test("may be activated from elsewhere, for instance by meaning", () => {
    expect(outcome({ vectorized: true }, { activatedElsewhere: ["book/1"] })).toBe(
      "Active: close in meaning.",
    );
  });

  test("may be for some kinds of generation alone", () => {
    const fields = { constant: true, triggers: ["continue", "swipe"] };
    expect(outcome(fields)).toBe("Not active: it is only for continue, swipe.");
    expect(outcome(fields, { chat: { generation: "swipe" } })).toBe("Active: always.");
  });

  const filter = (exclude: boolean, names: string[], tags: string[] = []) => ({
    characterFilter: { exclude, names, tags },
  });
  test.each([
    ["a listed name", filter(false, ["rosie"]), true],
    ["no listed name", filter(false, ["Vesper"]), false],
    ["an excluded name", filter(true, ["Rosie"]), false],
    ["no excluded name", filter(true, ["Vesper"]), true],
    ["a listed tag", filter(false, [], ["Tavern"]), true],
    ["an excluded tag", filter(true, [], ["tavern"]), false],
    ["a listed name and no listed tag", filter(false, ["Rosie"], ["space"]), false],
    ["no filter", filter(false, []), true],
  ])("is filtered by character: %s", (_, fields, expected) => {
    const character = { names: ["rosie-oakhart", "Rosie"], tags: ["tavern"] };
    const text = outcome({ constant: true, ...fields }, { chat: { character } });
    expect(text.startsWith("Active")).toBe(expected);
  });
});

describe("the chance of an entry", () => {
  test.each([
    [50, 0.499, "Active: always."],
    [50, 0.5, "Not active: the dice showed 50.0; its chance is 50 percent."],
    [0, 0, "Not active: the dice showed 0.0; its chance is 0 percent."],
    [100, 0.999, "Active: always."],
  ])("of %d percent when the dice show %d", (probability, dice, expected) => {
    expect(outcome({ constant: true, probability }, { tools: { random: () => dice } })).toBe(
      expected,
    );
  });

  test("doesn't count when it isn't used", () => {
    const fields = { constant: true, probability: 0, useProbability: false };
    expect(outcome(fields)).toBe("Active: always.");
  });

  test("can be set by RisuAI's decorator", () => {
    expect(outcome(withDecorators("@@probability 0"))).toMatch(/^Not active: the dice/);
  });

  test("falls the same way for the same seed, whatever else is rolled", () => {
    const dice = seededDice("turn-1");
    expect(dice("probability:book/1")).toBe(seededDice("turn-1")("probability:book/1"));
    expect(dice("probability:book/1")).not.toBe(seededDice("turn-2")("probability:book/1"));
  });

  test("is fair over many entries", () => {
    const dice = seededDice("fair");
    const rolls = Array.from({ length: 10_000 }, (_, index) => dice(`entry ${index}`));
    const below = rolls.filter((roll) => roll < 0.3).length;
    expect(below).toBeGreaterThan(2_800);
    expect(below).toBeLessThan(3_200);
  });
});

describe("a decorator's condition", () => {
  const active = expect.stringMatching(/^Active/);
  const not = expect.stringMatching(/^Not active/);
  const rows: [string, Partial<LoreChat>, unknown][] = [
    ["@@activate_only_after 3", { characterTurnCount: 2 }, not],
    ["@@activate_only_after 3", { characterTurnCount: 3 }, active],
    ["@@activate_only_every 3", { characterTurnCount: 4 }, not],
    ["@@activate_only_every 3", { characterTurnCount: 6 }, active],
    ["@@is_greeting 1", { greetingIndex: 0 }, not],
    ["@@is_greeting 1", { greetingIndex: 1 }, active],
    ["@@is_greeting 1", { greetingIndex: null }, active],
    ["@@is_user_icon Knight", { userIconName: "Mage" }, not],
    ["@@is_user_icon Knight", { userIconName: "Knight" }, active],
    ["@@is_user_icon Knight", { userIconName: null }, active],
    ["@@ignore_on_max_context", { contextFull: true }, not],
    ["@@ignore_on_max_context", { contextFull: false }, active],
    ["@@dont_activate", {}, not],
    ["@@dont_activate\n@@activate", {}, active],
  ];
  test.each(rows)("%j with %j", (decorators, chat, expected) => {
    expect(outcome(withDecorators(decorators), { chat })).toEqual(expected);
  });

  test("@@activate needs no key", () => {
    expect(outcome(withDecorators("@@activate", { keys: [] }))).toBe(
      "Active: forced by @@activate.",
    );
  });

  test("binds constant entries too", () => {
    const fields = withDecorators("@@activate_only_after 5", { constant: true });
    expect(outcome(fields)).toBe("Not active: it waits for 5 replies; there are 0.");
  });
});

describe("switching off a prompt of the application", () => {
  test("lasts while the entry is active", () => {
    const entry = anEntry({ id: "1", ...withDecorators("@@disable_ui_prompt system_prompt") });
    const run = (turn: string) =>
      activateEntries(anActivation([entry], { turns: [turn] })).disabledPrompts;
    expect([...run("hello")]).toEqual(["systemPrompt"]);
    expect([...run("bye")]).toEqual([]);
  });
});
