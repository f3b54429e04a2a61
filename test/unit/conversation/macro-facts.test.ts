import { expect, test } from "vitest";
import { type MacroScene, macroFacts } from "../../../src/conversation/macro-facts.ts";
import { expandMacros } from "../../../src/roleplay/character/macros.ts";
import { aCharacter } from "../../support/character.ts";

const said = (kind: "user" | "character", text: string) => ({ kind, text });

function expand(text: string, scene: Partial<MacroScene> = {}): string {
  const facts = macroFacts({
    character: aCharacter({ description: "{{char}} keeps a tavern." }),
    history: [
      said("user", "any stew?"),
      said("character", "Of course, {{user}}."),
      said("user", "{{roll:6}}"),
    ],
    turnCount: 43,
    persona: "A smith.",
    variables: { local: new Map(), global: new Map() },
    place: { nowMs: Date.UTC(2026, 10, 23, 20, 15), timeZone: "Europe/Vienna", locale: "en-GB" },
    diceSeed: "t1",
    pickSeed: "v1",
    lastUserAt: Date.UTC(2026, 10, 23, 18, 15),
    swipes: { current: 2, count: 3 },
    firstIncluded: 7,
    model: "Tiny",
    maxPrompt: 7892,
    ...scene,
  });
  return expandMacros(text, { ...facts, char: "Rosie", user: "Tom" });
}

test.each([
  ["{{isotime}}", "21:15"],
  ["{{isodate}}", "2026-11-23"],
  ["{{description}}", "Rosie keeps a tavern."],
  ["{{lastCharMessage}}", "Of course, {{user}}."],
  ["{{lastMessage}}", "{{roll:6}}"],
  ["{{persona}}", "A smith."],
  ["{{model}} reads {{maxPrompt}}", "Tiny reads 7892"],
  ["{{input}}", "{{roll:6}}"],
  ["{{idle_duration}}", "2 hours"],
  ["{{lastMessageId}} {{firstIncludedMessageId}}", "42 7"],
  ["{{currentSwipeId}} of {{lastSwipeId}}", "2 of 3"],
  ["{{setvar::mood::merry}}She is {{getvar::mood}}.", "She is merry."],
])("%s stands for %s, and what people wrote is never expanded", (macro, expected) => {
  expect(expand(macro)).toBe(expected);
});

test("the dice fall the same way when a turn is asked for again, and anew for the next one", () => {
  const dice = "{{roll:1000000}} {{random:a,b,c,d,e,f,g,h}} {{roll:1000000}}";
  expect(expand(dice)).toBe(expand(dice));
  expect(expand(dice, { diceSeed: "t2" })).not.toBe(expand(dice));
});

test("a pick is for the whole conversation", () => {
  const pick = "{{pick:a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p}}";
  expect(expand(pick, { diceSeed: "t2" })).toBe(expand(pick));
  const picks = ["v1", "v2", "v3", "v4", "v5", "v6"].map((pickSeed) => expand(pick, { pickSeed }));
  expect(new Set(picks).size).toBeGreaterThan(1);
});

test("someone who has only just come has been silent for no time", () => {
  expect(expand("{{idle_duration}}", { lastUserAt: null })).toBe("0 seconds");
});
