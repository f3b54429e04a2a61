import { describe, expect, test } from "vitest";
import { texts } from "../../../../src/discord/texts/texts.ts";
import type {
  ActiveReason,
  EntryReport,
  InactiveReason,
  KeyMatch,
  Outcome,
} from "../../../../src/roleplay/lorebook/activation.ts";
import { describeOutcome } from "../../../../src/roleplay/lorebook/describe-outcome.ts";

const inTurn: KeyMatch = {
  key: "dragon",
  place: { kind: "turn", turnId: "1", speakerName: "Tom", turnsAgo: 2 },
};
const inEntry: KeyMatch = {
  key: "mill",
  place: { kind: "entry", ref: "book/1", title: "The mill" },
};
const elsewhere: readonly KeyMatch[] = [
  { key: "a", place: { kind: "text", name: "scenario" } },
  { key: "b", place: { kind: "across" } },
];

const reasons: { readonly [Kind in ActiveReason["kind"]]: Extract<ActiveReason, { kind: Kind }> } =
  {
    constant: { kind: "constant" },
    activateDecorator: { kind: "activateDecorator" },
    keptAfterMatch: { kind: "keptAfterMatch" },
    sticky: { kind: "sticky", turnsLeft: 1 },
    activatedElsewhere: { kind: "activatedElsewhere" },
    keys: { kind: "keys", match: inTurn, secondary: [inEntry, ...elsewhere] },
  };

const obstacles: {
  readonly [Kind in InactiveReason["kind"]]: Extract<InactiveReason, { kind: Kind }>;
} = {
  disabled: { kind: "disabled" },
  otherGeneration: { kind: "otherGeneration", triggers: ["swipe"] },
  characterFilter: { kind: "characterFilter" },
  delay: { kind: "delay", turnsLeft: 2 },
  cooldown: { kind: "cooldown", turnsLeft: 3 },
  dontActivateDecorator: { kind: "dontActivateDecorator" },
  matchedBefore: { kind: "matchedBefore" },
  onlyAfter: { kind: "onlyAfter", needed: 3, count: 1 },
  onlyEvery: { kind: "onlyEvery", every: 3, count: 1 },
  otherGreeting: { kind: "otherGreeting", greeting: 2 },
  otherUserIcon: { kind: "otherUserIcon", name: "hat" },
  contextFull: { kind: "contextFull" },
  delayedUntilRecursion: { kind: "delayedUntilRecursion", level: 1 },
  noKeys: { kind: "noKeys" },
  noKeyMatched: { kind: "noKeyMatched", scanDepth: 4 },
  secondaryKeys: { kind: "secondaryKeys", logic: "andAny", match: inTurn, found: [] },
  additionalKeys: { kind: "additionalKeys", match: inTurn, missing: ["ferry"] },
  excludedByKey: { kind: "excludedByKey", match: inTurn, excluding: inEntry },
  probability: { kind: "probability", percent: 50, rolled: 71.25 },
  group: { kind: "group", group: "weather", because: "score", winner: "book/2" },
  budget: { kind: "budget", scope: "book", tokens: 40, left: 12 },
  displaced: { kind: "displaced", by: "book/2" },
  sweepLimit: { kind: "sweepLimit" },
};

function say(outcome: Outcome, language: keyof typeof texts): string {
  const entry = { outcome } as EntryReport;
  return describeOutcome(entry, texts[language]["lore-outcomes"].why);
}

const outcomes: readonly Outcome[] = [
  ...Object.values(reasons).map(
    (reason): Outcome => ({ active: true, reason, sweep: 1, tokens: 5, leftOut: "blank" }),
  ),
  ...Object.values(obstacles).map((reason): Outcome => ({ active: false, reason })),
];

describe.each(["de", "fr"] as const)("why an entry is active or not, in %s", (language) => {
  test.each(outcomes)("is a whole sentence of its own: $reason.kind", (outcome) => {
    const said = say(outcome, language);
    expect(said).toMatch(/^\p{Lu}.+\.$/u);
    expect(said).not.toMatch(/undefined|NaN|\[object/);
    expect(said).not.toBe(say(outcome, "en"));
  });

  test("differs for each reason", () => {
    expect(new Set(outcomes.map((outcome) => say(outcome, language))).size).toBe(outcomes.length);
  });
});

test("keys are told with where they were found", () => {
  const keys: Outcome = { active: true, reason: reasons.keys, sweep: 1, tokens: 5, leftOut: null };
  expect(say(keys, "de")).toBe(
    "Aktiv: „dragon“ vor 2 Beiträgen (Tom) und „mill“ im Eintrag „The mill“ und „a“ in: scenario und „b“ über mehrere Beiträge hinweg.",
  );
  expect(say(keys, "fr")).toContain("« dragon » il y a 2 tours (Tom) et « mill »");
});

test("a key that is a further key as well is named once", () => {
  for (const { "lore-outcomes": outcomes } of Object.values(texts)) {
    const said = outcomes.why.reasons.keys(
      { kind: "keys", match: inEntry, secondary: [inEntry, inTurn, inEntry] },
      ({ key }) => key,
    );
    expect(said.split(" ").filter((word) => word === "mill")).toHaveLength(1);
    expect(said).toContain("dragon");
  }
});
