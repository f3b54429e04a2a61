import type { ActiveReason, InactiveReason, KeyMatch, ScanPlace } from "./activation.ts";
import type { SelectiveLogic } from "./lorebook.ts";

/** A key with where it was found: `"dragon" in the newest turn (Tom)`. */
type Said = (match: KeyMatch) => string;

type WordsFor<Case extends { readonly kind: string }> = {
  readonly [Kind in Case["kind"]]: (
    of: Extract<Case, { readonly kind: Kind }>,
    said: Said,
  ) => string;
};

/** How a language says why an entry is active or not. */
export interface OutcomeWords {
  /** A whole sentence of a reason and what is missing all the same, which may be empty. */
  readonly active: (because: string, butFor: string) => string;
  readonly inactive: (because: string) => string;
  readonly leftOut: { readonly blank: string; readonly noAuthorsNote: string };
  readonly reasons: WordsFor<ActiveReason>;
  readonly obstacles: WordsFor<InactiveReason>;
  /** A key, and where it stands. */
  readonly match: (key: string, where: string) => string;
  readonly places: WordsFor<ScanPlace>;
}

export const englishOutcomes: OutcomeWords = {
  active: (because, butFor) => `Active: ${because}${butFor}.`,
  inactive: (because) => `Not active: ${because}.`,
  leftOut: {
    blank: ", but it has no text",
    noAuthorsNote: ", but there is no author's note this time",
  },
  reasons: {
    constant: () => "always",
    activateDecorator: () => "forced by @@activate",
    keptAfterMatch: () => "kept on since it was first active",
    sticky: ({ turnsLeft }) => `sticky for ${turns(turnsLeft)} more`,
    activatedElsewhere: () => "close in meaning",
    keys: ({ match, secondary }, said) =>
      [...new Set([match, ...secondary].map(said))].join(" and "),
  },
  obstacles: {
    disabled: () => "it is switched off",
    otherGeneration: ({ triggers }) => `it is only for ${triggers.join(", ")}`,
    characterFilter: () => "it is not for this character",
    delay: ({ turnsLeft }) => `the conversation is ${turns(turnsLeft)} too short`,
    cooldown: ({ turnsLeft }) => `it cools down for ${turns(turnsLeft)} more`,
    dontActivateDecorator: () => "forbidden by @@dont_activate",
    matchedBefore: () => "it was active once already",
    onlyAfter: ({ needed, count }) => `it waits for ${needed} replies; there are ${count}`,
    onlyEvery: ({ every, count }) => `only every ${every} replies; there are ${count}`,
    otherGreeting: ({ greeting }) => `it belongs to greeting ${greeting}`,
    otherUserIcon: ({ name }) => `it belongs to the user icon "${name}"`,
    contextFull: () => "the context is full",
    delayedUntilRecursion: ({ level }) => `it waits for recursion of level ${level}`,
    noKeys: () => "it has no keys",
    noKeyMatched: ({ scanDepth }) => `none of its keys is in the last ${turns(scanDepth)}`,
    secondaryKeys: ({ match, logic, found }, said) =>
      `${said(match)}, but ${logics[logic](found.map(said).join(", "))}`,
    additionalKeys: ({ match, missing }, said) =>
      `${said(match)}, but none of ${missing.map((key) => `"${key}"`).join(", ")} is there`,
    excludedByKey: ({ match, excluding }, said) =>
      `${said(match)}, but ${said(excluding)} forbids it`,
    probability: ({ rolled, percent }) =>
      `the dice showed ${rolled.toFixed(1)}; its chance is ${percent} percent`,
    group: ({ group, because, winner }) =>
      `in the group "${group}" ${groupRules[because]} (${winner})`,
    budget: ({ tokens, scope, left }) =>
      `it needs ${tokens} tokens; the ${scope === "book" ? "book's budget" : "budget"} has ${left} left`,
    displaced: ({ by }) => `an entry of higher priority needed the room (${by})`,
    sweepLimit: () => "the activation ended before it was looked at",
  },
  match: (key, where) => `"${key}" ${where}`,
  places: {
    turn: ({ turnsAgo, speakerName }) =>
      turnsAgo === 0
        ? `in the newest turn (${speakerName})`
        : `${turns(turnsAgo)} back (${speakerName})`,
    text: ({ name }) => `in the ${name}`,
    entry: ({ title }) => `in the entry "${title}"`,
    across: () => "across several turns",
  },
};

const groupRules = {
  sticky: "a sticky entry stays",
  taken: "another entry is active already",
  score: "another entry matches better",
  override: "another entry goes first",
  weight: "the dice chose another entry",
} as const;

const logics: Readonly<Record<SelectiveLogic, (found: string) => string>> = {
  andAny: () => "none of its secondary keys is there",
  andAll: () => "not all of its secondary keys are there",
  notAny: (found) => `${found} forbids it`,
  notAll: () => "all of its secondary keys are there, which forbids it",
};

function turns(count: number): string {
  return count === 1 ? "1 turn" : `${count} turns`;
}
