import { describe, expect, test } from "vitest";
import { activateEntries } from "../../../../src/roleplay/lorebook/activate-entries.ts";
import { describeOutcome } from "../../../../src/roleplay/lorebook/describe-outcome.ts";
import type { LorebookEntry } from "../../../../src/roleplay/lorebook/lorebook.ts";
import { noLoreState } from "../../../../src/roleplay/lorebook/timed-effects.ts";
import {
  type ActivationScene,
  activeIds,
  anActivation,
  anEntry,
  reportOf,
} from "../../../support/lorebook.ts";

const member = (id: string, fields: Partial<LorebookEntry> = {}) =>
  anEntry({ id, keys: ["weather"], group: "sky", ...fields });

function activate(entries: readonly LorebookEntry[], scene: ActivationScene = {}) {
  return activateEntries(anActivation(entries, { turns: ["the weather"], ...scene }));
}

describe("an inclusion group", () => {
  test.each([
    [0, "rain"],
    [0.24, "rain"],
    [0.26, "sun"],
    [0.99, "sun"],
  ])("lets the dice choose by weight: %d", (dice, expected) => {
    const entries = [member("rain", { groupWeight: 25 }), member("sun", { groupWeight: 75 })];
    expect(activeIds(activate(entries, { tools: { random: () => dice } }))).toEqual([expected]);
  });

  test("says who won and how", () => {
    const activation = activate([member("rain"), member("sun")]);
    expect(describeOutcome(reportOf(activation, "sun"))).toBe(
      'Not active: in the group "sky" the dice chose another entry (book/rain).',
    );
  });

  test("chooses only among those whose keys were found", () => {
    expect(activeIds(activate([member("rain", { keys: ["none"] }), member("sun")]))).toEqual([
      "sun",
    ]);
  });

  test("prefers an override, of several the one with the highest order", () => {
    const entries = [
      member("a", { groupWeight: 1e6 }),
      member("b", { groupOverride: true, insertionOrder: 1 }),
      member("c", { groupOverride: true, insertionOrder: 2 }),
    ];
    expect(activeIds(activate(entries))).toEqual(["c"]);
  });

  test("takes no other once one of it is active", () => {
    const entries = [
      member("rain"),
      member("sun", { keys: ["rainbow"] }),
      anEntry({ id: "bow", keys: ["weather"], content: "rainbow" }),
    ];
    const activation = activate(entries, { settings: { recursive: true } });
    expect(activeIds(activation)).toEqual(["bow", "rain"]);
    expect(describeOutcome(reportOf(activation, "sun"))).toBe(
      'Not active: in the group "sky" another entry is active already (book/rain).',
    );
  });

  test("keeps sticky members and them alone", () => {
    const state = {
      ...noLoreState,
      sticky: { "book/sun": { start: 0, end: 9, protected: false } },
    };
    const entries = [member("rain", { groupOverride: true }), member("sun", { sticky: 9 })];
    expect(activeIds(activate(entries, { state }))).toEqual(["sun"]);
  });

  test("may be one of several: who loses in one is out of all", () => {
    const entries = [
      member("a", { group: "sky, land", groupWeight: 0 }),
      member("b", { group: "land" }),
      member("c", { group: "sky" }),
    ];
    expect(activeIds(activate(entries, { tools: { random: () => 0.5 } }))).toEqual(["b", "c"]);
  });

  test("that is scored keeps those with the most keys found", () => {
    const turns = ["weather: dark clouds"];
    const entries = [
      member("rain", { keys: ["weather", "clouds"], groupWeight: 0 }),
      member("sun", { groupOverride: true }),
    ];
    expect(activeIds(activate(entries, { turns, settings: { useGroupScoring: true } }))).toEqual([
      "rain",
    ]);
    expect(activeIds(activate(entries, { turns }))).toEqual(["sun"]);
  });

  test("is scored for the entries alone that ask for it", () => {
    const turns = ["weather clouds"];
    const entries = [
      member("rain", { keys: ["weather", "clouds"], groupWeight: 0 }),
      member("sun", { useGroupScoring: true }),
      member("wind", { groupWeight: 1 }),
    ];
    expect(activeIds(activate(entries, { turns, tools: { random: () => 0.5 } }))).toEqual(["wind"]);
  });

  test.each([
    ["andAny", ["cave", "gold", "none"], 3],
    ["andAll", ["cave", "gold"], 3],
    ["notAny", ["none"], 1],
    ["notAll", ["cave", "none"], 1],
  ] as const)("scores secondary keys with %s", (selectiveLogic, secondaryKeys, score) => {
    const turns = ["weather one two cave gold"];
    const tested = member("tested", {
      selective: true,
      secondaryKeys,
      selectiveLogic,
      groupWeight: 0,
    });
    const rival = (keys: string[]) => member("rival", { keys, groupWeight: 1 });
    const settings = { useGroupScoring: true };
    const allKeys = ["weather", "one", "two", "cave"];
    const wins = (keys: string[]) =>
      activeIds(activate([tested, rival(keys)], { turns, settings }))[0];
    // As good as a rival with this many keys, so weight decides; better than one with a key less.
    expect(wins(allKeys.slice(0, score))).toBe("rival");
    const fewer = wins(allKeys.slice(0, score - 1));
    expect(fewer).toBe("tested");
  });
});
