import { describe, expect, test } from "vitest";
import { activateEntries } from "../../../../src/roleplay/lorebook/activate-entries.ts";
import type { LorebookEntry } from "../../../../src/roleplay/lorebook/lorebook.ts";
import { noLoreState } from "../../../../src/roleplay/lorebook/timed-effects.ts";
import { inEnglish } from "../../../../src/roleplay/remarks.ts";
import {
  type ActivationScene,
  activeIds,
  aLorebook,
  anActivation,
  anEntry,
  reportOf,
} from "../../../support/lorebook.ts";

const recursive = { settings: { recursive: true } };

function activate(entries: readonly LorebookEntry[], scene: ActivationScene = recursive) {
  return activateEntries(anActivation(entries, { turns: ["the king"], ...scene }));
}

const king = (fields: Partial<LorebookEntry> = {}) =>
  anEntry({ id: "king", keys: ["king"], content: "He rules the castle.", ...fields });
const castle = (fields: Partial<LorebookEntry> = {}) =>
  anEntry({ id: "castle", keys: ["castle"], content: "It has a moat.", ...fields });
const moat = (fields: Partial<LorebookEntry> = {}) =>
  anEntry({ id: "moat", keys: ["moat"], ...fields });

describe("recursion", () => {
  test("looks for keys in the content of active entries, as far as it goes", () => {
    const activation = activate([king(), castle(), moat()]);
    expect(activeIds(activation)).toEqual(["castle", "king", "moat"]);
    expect(reportOf(activation, "moat").outcome).toMatchObject({
      sweep: 3,
      reason: { match: { place: { kind: "entry", ref: "book/castle" } } },
    });
  });

  test("is off unless the book or the settings say so", () => {
    const on = (recursiveScanning: boolean | null, setting: boolean) =>
      activeIds(
        activate([], {
          settings: { recursive: setting },
          books: [
            {
              id: "book",
              source: "character",
              book: aLorebook([king(), castle()], { recursiveScanning }),
            },
          ],
        }),
      ).length === 2;
    expect([on(null, false), on(null, true), on(true, false), on(false, true)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test("inserts an entry once, however often it is found", () => {
    const loop = castle({ content: "The king lives in the castle." });
    expect(activate([king(), loop]).lore.beforeChar.map(({ title }) => title)).toEqual([
      "castle",
      "king",
    ]);
  });

  test("doesn't reach entries that exclude it", () => {
    expect(activeIds(activate([king(), castle({ excludeRecursion: true })]))).toEqual(["king"]);
    const decorated = castle({ content: "@@no_recursive_search\nLore." });
    expect(activeIds(activate([king(), decorated]))).toEqual(["king"]);
  });

  test("doesn't start from entries that prevent it", () => {
    expect(activeIds(activate([king({ preventRecursion: true }), castle()]))).toEqual(["king"]);
    const decorated = king({ content: "@@unrecursive\nHe rules the castle." });
    expect(activeIds(activate([decorated, castle()]))).toEqual(["king"]);
  });

  test("is what delayed entries wait for, even with their key in the chat", () => {
    const turns = ["the king, the castle"];
    const scene = { ...recursive, turns };
    const delayed = castle({ delayUntilRecursion: 1 });
    expect(reportOf(activate([king(), delayed], scene), "castle").outcome).toMatchObject({
      active: true,
      sweep: 2,
    });
    expect(activeIds(activate([delayed], { turns: ["nothing"] }))).toEqual([]);
  });

  test("reaches delayed entries level by level", () => {
    const outcomes = activate([
      king(),
      castle({ delayUntilRecursion: 2 }),
      moat({ delayUntilRecursion: 1, keys: ["king"] }),
    ]);
    const sweepOf = (id: string) => reportOf(outcomes, id).outcome;
    expect(sweepOf("moat")).toMatchObject({ sweep: 2 });
    expect(sweepOf("castle")).toMatchObject({ sweep: 4 });
  });

  test("says which level an entry still waits for", () => {
    const outcome = reportOf(
      activate([castle({ delayUntilRecursion: 2, keys: ["none"] })]),
      "castle",
    );
    expect(outcome.outcome).toMatchObject({ active: false });
  });

  test.each([
    [1, ["king"]],
    [2, ["castle", "king"]],
    [3, ["castle", "king", "moat"]],
    [0, ["castle", "king", "moat"]],
  ])("takes at most %d sweeps", (maxRecursionSteps, expected) => {
    const settings = { recursive: true, maxRecursionSteps };
    expect(activeIds(activate([king(), castle(), moat()], { settings }))).toEqual(expected);
  });

  test("doesn't find what a comment says, but finds a hidden key", () => {
    const content = "{{// castle }}{{hidden_key:moat}}He rules.";
    expect(activeIds(activate([king({ content }), castle(), moat()]))).toEqual(["king", "moat"]);
  });

  test("finds regex keys too", () => {
    const pattern = castle({ keys: ["/[c][a][s][t][l][e]/"] });
    expect(activeIds(activate([king(), pattern]))).toEqual(["castle", "king"]);
  });

  test("doesn't start from an entry that had to make room for another", () => {
    const entries = [
      anEntry({ id: "low", sticky: 9, priority: 1, content: "moat" }),
      anEntry({ id: "high", constant: true, priority: 5, content: "word" }),
      moat({ ignoreBudget: true }),
    ];
    const sticky = { "book/low": { start: 0, end: 9, protected: false } };
    const state = { ...noLoreState, sticky };
    const settings = { recursive: true, tokenBudget: 1 };
    expect(activeIds(activate(entries, { settings, state }))).toEqual(["high"]);
  });

  test("crosses from one recursive book to another", () => {
    const activation = activate([], {
      ...recursive,
      books: [
        { id: "a", source: "character", book: aLorebook([king()]) },
        { id: "b", source: "shared", book: aLorebook([castle()]) },
      ],
    });
    expect(activeIds(activation)).toEqual(["king", "castle"]);
  });

  test("ends with a warning for a chain without end", () => {
    const chain = Array.from({ length: 200 }, (_, index) =>
      anEntry({ id: String(index), keys: [`<${index}>`], content: `See <${index + 1}>.` }),
    );
    const activation = activate(chain, { ...recursive, turns: ["<0>"] });
    expect(activation.warnings.map(inEnglish)).toEqual(["Recursion was stopped after 100 sweeps."]);
    expect(activeIds(activation)).toHaveLength(100);
  });
});

describe("a least number of active entries", () => {
  const turns = ["dragon", "castle", "king", "nothing"];
  const entries = [king(), castle(), anEntry({ id: "dragon", keys: ["dragon"] })];

  test("makes the look back longer, one turn at a time, until it is reached", () => {
    const activation = activate(entries, { turns, settings: { scanDepth: 1, minActivations: 2 } });
    expect(activeIds(activation)).toEqual(["castle", "king"]);
  });

  test("looks back no further than it may", () => {
    const settings = { scanDepth: 1, minActivations: 3, minActivationsMaxDepth: 2 };
    expect(activeIds(activate(entries, { turns, settings }))).toEqual(["king"]);
  });

  test("finds in the longer look back what goes together with recursion", () => {
    const pair = anEntry({
      id: "pair",
      keys: ["dragon"],
      selective: true,
      secondaryKeys: ["rules"],
    });
    const settings = { scanDepth: 2, minActivations: 2, recursive: true };
    expect(activeIds(activate([king(), pair], { turns, settings }))).toEqual(["king", "pair"]);
  });

  test("ends with the chat", () => {
    const settings = { scanDepth: 1, minActivations: 9 };
    expect(activeIds(activate(entries, { turns, settings }))).toEqual(["castle", "dragon", "king"]);
  });

  test("doesn't lengthen a scan depth of the entry's own", () => {
    const own = [king({ scanDepth: 1 })];
    expect(
      activeIds(activate(own, { turns, settings: { scanDepth: 1, minActivations: 1 } })),
    ).toEqual([]);
  });
});
