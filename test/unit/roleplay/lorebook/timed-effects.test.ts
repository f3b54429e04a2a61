import { describe, expect, test } from "vitest";
import { activateEntries } from "../../../../src/roleplay/lorebook/activate-entries.ts";
import type { LorebookEntry } from "../../../../src/roleplay/lorebook/lorebook.ts";
import {
  currentState,
  type LoreState,
  noLoreState,
  readLoreState,
} from "../../../../src/roleplay/lorebook/timed-effects.ts";
import { anActivation, anEntry, reportOf } from "../../../support/lorebook.ts";

/** Goes through a chat in which the key falls in these turns; returns which turn counts saw the entry active. */
function activeTurns(
  fields: Partial<LorebookEntry>,
  keyIn: readonly number[],
  turnCount: number,
): number[] {
  const entry = anEntry({ id: "1", keys: ["dragon"], ...fields });
  const active: number[] = [];
  let state: LoreState = noLoreState;
  for (let count = 1; count <= turnCount; count += 1) {
    const turns = Array.from({ length: count }, (_, index) =>
      keyIn.includes(index + 1) ? "dragon" : "-",
    );
    const activation = activateEntries(
      anActivation([entry], { turns, settings: { scanDepth: 1 }, state }),
    );
    // As a store keeps it.
    state = readLoreState(JSON.parse(JSON.stringify(activation.state)));
    if (reportOf(activation, "1").outcome.active) active.push(count);
  }
  return active;
}

describe("a timed effect", () => {
  test.each([
    ["none", {}, [2, 5], [2, 5]],
    ["sticky 2", { sticky: 2 }, [2], [2, 3]],
    ["sticky 2, found again while it lasts", { sticky: 2 }, [2, 3], [2, 3]],
    ["cool-down 3", { cooldown: 3 }, [1, 2, 3, 4, 5], [1, 4]],
    ["sticky 2, then cool-down 2", { sticky: 2, cooldown: 2 }, [1, 2, 3, 4, 5, 6], [1, 2, 5, 6]],
    ["delay 4", { delay: 4 }, [1, 2, 3, 4, 5], [4, 5]],
    ["delay 4 on a constant entry", { delay: 4, constant: true }, [], [4, 5, 6, 7]],
    [
      "@@keep_activate_after_match",
      { content: "@@keep_activate_after_match\nLore." },
      [3],
      [3, 4, 5, 6, 7],
    ],
    ["@@dont_activate_after_match", { content: "@@dont_activate_after_match\nLore." }, [2, 4], [2]],
  ])("%s", (_, fields, keyIn, expected) => {
    expect(activeTurns(fields, keyIn, 7)).toEqual(expected);
  });

  const entry = anEntry({ id: "1", keys: ["dragon"], sticky: 3, cooldown: 2 });
  const at = (state: LoreState, turnCount: number) => currentState(state, turnCount, () => entry);
  const sticky: LoreState = {
    ...noLoreState,
    sticky: { "book/1": { start: 5, end: 8, protected: false } },
    matched: { "book/1": 5 },
  };

  test("is undone when its turn is written again or deleted", () => {
    expect(at(sticky, 5)).toEqual(noLoreState);
    expect(at(sticky, 3)).toEqual(noLoreState);
    expect(at(sticky, 6)).toEqual(sticky);
  });

  test("that follows from one that ran out stays when turns are deleted", () => {
    const cooling = at(sticky, 8);
    expect(cooling.cooldown).toEqual({ "book/1": { start: 8, end: 10, protected: true } });
    expect(at(cooling, 7).cooldown).toEqual(cooling.cooldown);
    expect(at(cooling, 10).cooldown).toEqual({});
  });

  test("ends when its entry no longer has it", () => {
    const plain = anEntry({ id: "1" });
    expect(currentState(sticky, 6, () => plain).sticky).toEqual({});
  });

  test("makes an entry pass over its delay until recursion, its cool-down and its dice", () => {
    const held = anEntry({
      id: "1",
      sticky: 3,
      cooldown: 2,
      probability: 0,
      delayUntilRecursion: 2,
    });
    const state = { ...sticky, cooldown: { "book/1": { start: 5, end: 9, protected: false } } };
    const activation = activateEntries(
      anActivation([held], {
        turns: ["-", "-", "-", "-", "-", "-"],
        state,
        tools: { random: () => 0.9 },
      }),
    );
    expect(reportOf(activation, "1").outcome).toMatchObject({
      reason: { kind: "sticky", turnsLeft: 2 },
    });
  });

  test("says how long a cool-down and a delay last", () => {
    const state = {
      ...noLoreState,
      cooldown: { "book/1": { start: 1, end: 5, protected: false } },
    };
    const reasonOf = (fields: Partial<LorebookEntry>) =>
      reportOf(
        activateEntries(
          anActivation([anEntry({ id: "1", ...fields })], { turns: ["-", "-"], state }),
        ),
        "1",
      ).outcome;
    expect(reasonOf({ cooldown: 4 })).toMatchObject({ reason: { kind: "cooldown", turnsLeft: 3 } });
    expect(reasonOf({ delay: 9 })).toMatchObject({ reason: { kind: "delay", turnsLeft: 7 } });
  });
});

describe("a stored state", () => {
  test.each([[null], ["{}"], [{}], [{ version: 2 }], [[]]])(
    "that is %j counts as none",
    (stored) => {
      expect(readLoreState(stored)).toEqual(noLoreState);
    },
  );

  test("keeps what is sound of it", () => {
    const effect = { start: 1, end: 2, protected: true };
    expect(
      readLoreState({
        version: 1,
        sticky: { a: effect, b: { start: "1" } },
        cooldown: 3,
        matched: { a: 1, b: "x" },
      }),
    ).toEqual({ version: 1, sticky: { a: effect }, cooldown: {}, matched: { a: 1 } });
  });
});
