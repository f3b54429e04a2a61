import { describe, expect, test } from "vitest";
import { activateEntries } from "../../../../src/roleplay/lorebook/activate-entries.ts";
import { describeOutcome } from "../../../../src/roleplay/lorebook/describe-outcome.ts";
import type { LorebookEntry } from "../../../../src/roleplay/lorebook/lorebook.ts";
import { inEnglish } from "../../../../src/roleplay/remarks.ts";
import {
  type ActivationScene,
  activeIds,
  aLorebook,
  anActivation,
  anEntry,
  reportOf,
} from "../../../support/lorebook.ts";

/** Whether an entry with these fields is active, and why, in words. */
function outcome(fields: Partial<LorebookEntry>, scene: ActivationScene): string {
  const activation = activateEntries(anActivation([anEntry({ id: "1", ...fields })], scene));
  return describeOutcome(reportOf(activation, "1"));
}

function fires(fields: Partial<LorebookEntry>, turn: string, scene: ActivationScene = {}): boolean {
  return outcome(fields, { turns: [turn], ...scene }).startsWith("Active");
}

describe("the keys of an entry", () => {
  test("activate it when any of them is in the scanned turns", () => {
    expect(outcome({ keys: ["wyrm", "dragon"] }, { turns: ["I saw a dragon!"] })).toBe(
      'Active: "dragon" in the newest turn (Tom).',
    );
    expect(outcome({ keys: ["wyrm", "dragon"] }, { turns: ["Nothing."] })).toBe(
      "Not active: none of its keys is in the last 2 turns.",
    );
  });

  test("never match when empty, so an entry without any stays out", () => {
    expect(outcome({ keys: ["", "  "] }, { turns: ["anything"] })).toBe(
      "Not active: it has no keys.",
    );
  });

  test.each([
    ["part of a word", {}, "dragonfly", true],
    ["any case", {}, "DRAGON", true],
    ["the case, when asked for", { caseSensitive: true }, "Dragon", false],
    ["the case, when it is right", { caseSensitive: true }, "dragon", true],
  ])("match %s", (_, fields, turn, expected) => {
    expect(fires({ keys: ["dragon"], ...fields }, turn)).toBe(expected);
  });

  test.each([
    ["cat", "concatenate", false],
    ["cat", "a cat!", true],
    ["cat", "cat", true],
    ["cat", "cat's", true],
    ["cat", "cat_food", false],
    ["кот", "который", false],
    ["кот", "вот кот.", true],
    ["élan", "mélange", false],
    ["龍", "青龍刀", true],
    ["ドラゴン", "赤いドラゴンだ", true],
    ["드래곤", "드래곤이 왔다", true],
    ["มังกร", "เห็นมังกรไหม", true],
    ["red dragon", "bored dragonfly", true],
    ["C++", "I like C++.", true],
    ["🐉", "look🐉", false],
  ])("as whole words: %j in %j", (key, turn, expected) => {
    expect(fires({ keys: [key], matchWholeWords: true }, turn)).toBe(expected);
  });

  test("take case and whole words from the settings when the entry doesn't say", () => {
    const settings = { caseSensitive: true, matchWholeWords: true };
    expect(fires({ keys: ["cat"] }, "Cat", { settings })).toBe(false);
    expect(fires({ keys: ["cat"] }, "cats", { settings })).toBe(false);
    expect(
      fires({ keys: ["cat"], caseSensitive: false, matchWholeWords: false }, "Cats", { settings }),
    ).toBe(true);
  });

  test("match composed and decomposed letters alike", () => {
    expect(fires({ keys: ["cafe\u0301"] }, "the caf\u00e9")).toBe(true);
  });

  test("have their macros expanded", () => {
    expect(fires({ keys: ["{{user}}'s sword"] }, "It is Tom's sword.")).toBe(true);
    expect(fires({ keys: ["{{user}}'s sword"] }, "It is Ann's sword.")).toBe(false);
  });

  test("are found in the name of who speaks only when names are included", () => {
    expect(fires({ keys: ["rosie"] }, "Rosie: hello")).toBe(true);
    expect(fires({ keys: ["rosie"] }, "Rosie: hello", { settings: { includeNames: false } })).toBe(
      false,
    );
  });
});

describe("a regex key", () => {
  test.each([
    ["/dr[ae]gons?/i", "two DREGONS", true],
    ["/dr[ae]gons?/", "two DREGONS", false],
    ["/\\bcat\\b/", "concatenate", false],
    ["/cafe\u0301/", "caf\u00e9", true],
  ])("%s against %j", (key, turn, expected) => {
    expect(fires({ keys: [key] }, turn)).toBe(expected);
  });

  test("can tell where a turn begins and who speaks", () => {
    const keys = ["/\\x01Rosie: .*tea/"];
    expect(fires({ keys }, "Rosie: more tea?")).toBe(true);
    expect(fires({ keys }, "Tom: more tea?")).toBe(false);
  });

  test("may match across turns, newest first", () => {
    expect(outcome({ keys: ["/second\\n\\x01Tom: first/"] }, { turns: ["first", "second"] })).toBe(
      'Active: "/second\\n\\x01Tom: first/" across several turns.',
    );
  });

  test("takes a name that a macro puts in literally", () => {
    const tools = { expand: (text: string) => text.replaceAll("{{user}}", "Tom (GM)") };
    expect(
      fires({ keys: ["/{{user}}: hi/"] }, "Tom (GM): hi", {
        tools,
        settings: { includeNames: false },
      }),
    ).toBe(true);
  });

  test("that can't be matched in bounded time never matches and is named", () => {
    const keys = ["/drag(?=on)/", "wyrm"];
    const activation = activateEntries(
      anActivation([anEntry({ id: "1", keys })], { turns: ["a dragon, a wyrm"] }),
    );
    expect(reportOf(activation, "1")).toMatchObject({
      outcome: { active: true, reason: { match: { key: "wyrm" } } },
      unusableKeys: [{ key: "/drag(?=on)/", reason: "lookahead" }],
    });
  });

  test("doesn't hang on a chat made for it", () => {
    const keys = ["/(a+)+$/", "/(a|aa)*b$/", "/(?:a*)*c/"];
    expect(fires({ keys }, `${"a".repeat(50_000)}!`)).toBe(false);
  });

  test("is skipped with a warning once all of them together would take too long", () => {
    const entries = Array.from({ length: 200 }, (_, index) =>
      anEntry({ id: String(index), keys: [`/[ab][^${index}]{400}[xyz]/`] }),
    );
    const activation = activateEntries(anActivation(entries, { turns: ["ab".repeat(5_000)] }));
    expect(activation.warnings.map(inEnglish)).toEqual([
      "Some regex keys were not tried: all of them together would have taken too long.",
    ]);
  });
});

describe("use_regex of V3", () => {
  test("makes every key a pattern", () => {
    expect(fires({ keys: ["drag(on|oness)"], useRegex: true }, "a Dragoness")).toBe(true);
    expect(fires({ keys: ["drag(on|oness)"] }, "a dragoness")).toBe(false);
  });

  test("follows the entry's case", () => {
    expect(fires({ keys: ["dragon"], useRegex: true, caseSensitive: true }, "Dragon")).toBe(false);
  });

  test("makes an invalid pattern match nothing", () => {
    expect(fires({ keys: ["(dragon"], useRegex: true }, "(dragon")).toBe(false);
  });

  test("passes over secondary keys and constant", () => {
    const fields = { keys: ["dragon"], useRegex: true, selective: true, secondaryKeys: ["cave"] };
    expect(fires(fields, "a dragon")).toBe(true);
    expect(fires({ keys: ["dragon"], useRegex: true, constant: true }, "nothing")).toBe(false);
  });

  test("passes over exclude_keys and makes additional_keys patterns", () => {
    const content = "@@exclude_keys cave\n@@additional_keys r.d\nLore.";
    expect(fires({ keys: ["dragon"], useRegex: true, content }, "a red dragon in a cave")).toBe(
      true,
    );
    expect(fires({ keys: ["dragon"], useRegex: true, content }, "a blue dragon")).toBe(false);
  });
});

describe("secondary keys", () => {
  const matrix = [
    ["andAny", "dragon", false],
    ["andAny", "dragon cave", true],
    ["andAny", "dragon cave gold", true],
    ["andAll", "dragon cave", false],
    ["andAll", "dragon cave gold", true],
    ["notAny", "dragon", true],
    ["notAny", "dragon cave", false],
    ["notAll", "dragon", true],
    ["notAll", "dragon cave", true],
    ["notAll", "dragon cave gold", false],
    ["andAny", "cave gold", false],
  ] as const;
  test.each(matrix)("with %s: %j", (selectiveLogic, turn, expected) => {
    const fields = {
      keys: ["dragon"],
      selective: true,
      secondaryKeys: ["cave", "gold"],
      selectiveLogic,
    };
    expect(fires(fields, turn)).toBe(expected);
  });

  test("don't count unless the entry is selective", () => {
    expect(fires({ keys: ["dragon"], selective: false, secondaryKeys: ["cave"] }, "dragon")).toBe(
      true,
    );
  });

  test("don't count when there are none", () => {
    expect(fires({ keys: ["dragon"], selective: true, selectiveLogic: "andAll" }, "dragon")).toBe(
      true,
    );
  });

  test("are named in the reason", () => {
    const fields = { keys: ["dragon"], selective: true, secondaryKeys: ["cave"] };
    expect(outcome(fields, { turns: ["a cave", "a dragon"] })).toBe(
      'Active: "dragon" in the newest turn (Tom) and "cave" 1 turn back (Tom).',
    );
    expect(outcome(fields, { turns: ["a dragon"] })).toBe(
      'Not active: "dragon" in the newest turn (Tom), but none of its secondary keys is there.',
    );
  });
});

describe("additional and excluding keys of V3", () => {
  test.each([
    ["@@additional_keys cave,gold", "dragon", false],
    ["@@additional_keys cave,gold", "dragon gold", true],
    ["@@additional_keys cave\n@@additional_keys gold", "dragon gold", false],
    ["@@additional_keys cave\n@@additional_keys gold", "dragon cave gold", true],
    ["@@exclude_keys cave,gold", "dragon", true],
    ["@@exclude_keys cave,gold", "dragon gold", false],
    ["@@exclude_keys_all cave,gold", "dragon gold", true],
    ["@@exclude_keys_all cave,gold", "dragon gold cave", false],
  ])("%j with %j", (decorators, turn, expected) => {
    expect(fires({ keys: ["dragon"], content: `${decorators}\nLore.` }, turn)).toBe(expected);
  });
});

describe("how far back keys are looked for", () => {
  const turns = ["dragon", "two", "three"];
  test.each([
    ["the settings say", {}, { scanDepth: 2 }, false],
    ["the settings say", {}, { scanDepth: 3 }, true],
    ["the entry says", { scanDepth: 3 }, { scanDepth: 1 }, true],
    [
      "a decorator says before the entry",
      { scanDepth: 1, content: "@@scan_depth 3\nLore." },
      {},
      true,
    ],
    ["no turn, when the depth is 0", { scanDepth: 0 }, { scanDepth: 3 }, false],
  ])("is as far as %s", (_, fields, settings, expected) => {
    expect(outcome({ keys: ["dragon"], ...fields }, { turns, settings }).startsWith("Active")).toBe(
      expected,
    );
  });

  test("is as far as the book says, unless its entry does", () => {
    const book = aLorebook([anEntry({ id: "1", keys: ["dragon"] })], { scanDepth: 3 });
    const activation = activateEntries(
      anActivation([], { turns, books: [{ id: "book", source: "character", book }] }),
    );
    expect(activeIds(activation)).toEqual(["1"]);
  });

  test("is counted in tokens for a text", () => {
    const content = "@@instruct_scan_depth 3\nLore.";
    const scene: ActivationScene = {
      turns: ["dragon", "two", "three"],
      settings: { promptKind: "text" },
    };
    expect(outcome({ keys: ["dragon"], content }, scene)).toMatch(/^Active/);
    expect(outcome({ keys: ["dragon"], content: "@@instruct_scan_depth 2\nLore." }, scene)).toMatch(
      /^Not/,
    );
  });

  test.each([
    ["matchPersonaDescription", "personaDescription"],
    ["matchCharacterDescription", "characterDescription"],
    ["matchCharacterPersonality", "characterPersonality"],
    ["matchCharacterDepthPrompt", "characterDepthPrompt"],
    ["matchScenario", "scenario"],
    ["matchCreatorNotes", "creatorNotes"],
  ] as const)("reaches a text beside the chat with %s", (field, text) => {
    const scene = { turns: ["hello"], texts: { [text]: "{{char}} the dragon" } };
    expect(outcome({ keys: ["rosie the dragon"], [field]: true }, scene)).toBe(
      `Active: "rosie the dragon" in the ${text}.`,
    );
    expect(outcome({ keys: ["rosie the dragon"] }, scene)).toMatch(/^Not active/);
  });

  test("reaches texts that every entry is looked for in", () => {
    const texts = { injected: [{ name: "author's note", text: "A dragon comes." }] };
    expect(outcome({ keys: ["dragon"] }, { turns: ["hello"], texts })).toBe(
      `Active: "dragon" in the author's note.`,
    );
  });
});
