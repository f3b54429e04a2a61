import { expect, test } from "vitest";
import { macroFacts } from "../../../src/conversation/macro-facts.ts";
import type { Turn } from "../../../src/conversation/ports.ts";
import { expandMacros } from "../../../src/roleplay/character/macros.ts";
import { aCharacter } from "../../support/character.ts";

const said = (kind: Turn["kind"], text: string): Turn => ({
  id: text,
  conversationId: "v1",
  position: 1,
  kind,
  authorId: "a",
  speakerName: "A",
  state: "done",
  text,
  answersTurnId: null,
});

function expand(text: string, turnId = "t1", conversationId = "v1"): string {
  const facts = macroFacts({
    turn: { id: turnId },
    conversationId,
    character: aCharacter({ description: "{{char}} keeps a tavern." }),
    history: [
      said("user", "any stew?"),
      said("character", "Of course, {{user}}."),
      said("user", "{{roll:6}}"),
    ],
    place: { nowMs: Date.UTC(2026, 10, 23, 20, 15), timeZone: "Europe/Vienna", locale: "en-GB" },
  });
  return expandMacros(text, { ...facts, char: "Rosie", user: "Tom" });
}

test.each([
  ["{{isotime}}", "21:15"],
  ["{{isodate}}", "2026-11-23"],
  ["{{description}}", "Rosie keeps a tavern."],
  ["{{lastCharMessage}}", "Of course, {{user}}."],
  ["{{lastMessage}}", "{{roll:6}}"],
  ["{{setvar::mood::merry}}She is {{getvar::mood}}.", "She is merry."],
])("%s stands for %s, and what people wrote is never expanded", (macro, expected) => {
  expect(expand(macro)).toBe(expected);
});

test("the dice fall the same way when a turn is asked for again, and anew for the next one", () => {
  const dice = "{{roll:1000000}} {{random:a,b,c,d,e,f,g,h}} {{roll:1000000}}";
  expect(expand(dice)).toBe(expand(dice));
  expect(expand(dice, "t2")).not.toBe(expand(dice));
});

test("a pick is for the whole conversation", () => {
  const pick = "{{pick:a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p}}";
  expect(expand(pick, "t2")).toBe(expand(pick));
  const picks = ["v1", "v2", "v3", "v4", "v5", "v6"].map((id) => expand(pick, "t1", id));
  expect(new Set(picks).size).toBeGreaterThan(1);
});
