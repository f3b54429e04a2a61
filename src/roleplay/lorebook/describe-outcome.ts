import type {
  ActiveReason,
  EntryReport,
  InactiveReason,
  KeyMatch,
  ScanPlace,
} from "./activation.ts";
import type { SelectiveLogic } from "./lorebook.ts";

/** Why an entry is active or not, as one sentence for people. */
export function describeOutcome({ outcome }: EntryReport): string {
  if (!outcome.active) return `Not active: ${describeInactive(outcome.reason)}.`;
  const left =
    outcome.leftOut === "blank"
      ? ", but it has no text"
      : outcome.leftOut === "noAuthorsNote"
        ? ", but there is no author's note this time"
        : "";
  return `Active: ${describeActive(outcome.reason)}${left}.`;
}

function describeActive(reason: ActiveReason): string {
  switch (reason.kind) {
    case "constant":
      return "always";
    case "activateDecorator":
      return "forced by @@activate";
    case "keptAfterMatch":
      return "kept on since it was first active";
    case "sticky":
      return `sticky for ${turns(reason.turnsLeft)} more`;
    case "activatedElsewhere":
      return "close in meaning";
    case "keys":
      return [describeMatch(reason.match), ...reason.secondary.map(describeMatch)].join(" and ");
    default:
      return reason satisfies never;
  }
}

function describeInactive(reason: InactiveReason): string {
  switch (reason.kind) {
    case "disabled":
      return "it is switched off";
    case "otherGeneration":
      return `it is only for ${reason.triggers.join(", ")}`;
    case "characterFilter":
      return "it is not for this character";
    case "delay":
      return `the conversation is ${turns(reason.turnsLeft)} too short`;
    case "cooldown":
      return `it cools down for ${turns(reason.turnsLeft)} more`;
    case "dontActivateDecorator":
      return "forbidden by @@dont_activate";
    case "matchedBefore":
      return "it was active once already";
    case "onlyAfter":
      return `it waits for ${reason.needed} replies; there are ${reason.count}`;
    case "onlyEvery":
      return `only every ${reason.every} replies; there are ${reason.count}`;
    case "otherGreeting":
      return `it belongs to greeting ${reason.greeting}`;
    case "otherUserIcon":
      return `it belongs to the user icon "${reason.name}"`;
    case "contextFull":
      return "the context is full";
    case "delayedUntilRecursion":
      return `it waits for recursion of level ${reason.level}`;
    case "noKeys":
      return "it has no keys";
    case "noKeyMatched":
      return `none of its keys is in the last ${turns(reason.scanDepth)}`;
    case "secondaryKeys":
      return `${describeMatch(reason.match)}, but ${describeLogic(reason.logic, reason.found)}`;
    case "additionalKeys":
      return `${describeMatch(reason.match)}, but none of ${quoted(reason.missing)} is there`;
    case "excludedByKey":
      return `${describeMatch(reason.match)}, but ${describeMatch(reason.excluding)} forbids it`;
    case "probability":
      return `the dice showed ${reason.rolled.toFixed(1)}; its chance is ${reason.percent} percent`;
    case "group":
      return `in the group "${reason.group}" ${groupRules[reason.because]} (${reason.winner})`;
    case "budget":
      return `it needs ${reason.tokens} tokens; the ${reason.scope === "book" ? "book's budget" : "budget"} has ${reason.left} left`;
    case "displaced":
      return `an entry of higher priority needed the room (${reason.by})`;
    case "sweepLimit":
      return "the activation ended before it was looked at";
    default:
      return reason satisfies never;
  }
}

const groupRules = {
  sticky: "a sticky entry stays",
  taken: "another entry is active already",
  score: "another entry matches better",
  override: "another entry goes first",
  weight: "the dice chose another entry",
} as const;

function describeMatch({ key, place }: KeyMatch): string {
  return `"${key}" ${describePlace(place)}`;
}

function describePlace(place: ScanPlace): string {
  switch (place.kind) {
    case "turn":
      return place.turnsAgo === 0
        ? `in the newest turn (${place.speakerName})`
        : `${turns(place.turnsAgo)} back (${place.speakerName})`;
    case "text":
      return `in the ${place.name}`;
    case "entry":
      return `in the entry "${place.title}"`;
    case "across":
      return "across several turns";
    default:
      return place satisfies never;
  }
}

function describeLogic(logic: SelectiveLogic, found: readonly KeyMatch[]): string {
  switch (logic) {
    case "andAny":
      return "none of its secondary keys is there";
    case "andAll":
      return "not all of its secondary keys are there";
    case "notAny":
      return `${found.map(describeMatch).join(", ")} forbids it`;
    case "notAll":
      return "all of its secondary keys are there, which forbids it";
    default:
      return logic satisfies never;
  }
}

function turns(count: number): string {
  return count === 1 ? "1 turn" : `${count} turns`;
}

function quoted(keys: readonly string[]): string {
  return keys.map((key) => `"${key}"`).join(", ");
}
