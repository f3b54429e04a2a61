import type {
  ActiveReason,
  EntryReport,
  InactiveReason,
  KeyMatch,
  ScanPlace,
} from "./activation.ts";
import { englishOutcomes, type OutcomeWords } from "./outcome-words.ts";

type Words<Case> = (of: Case, said: (match: KeyMatch) => string) => string;

/** Why an entry is active or not, as one sentence for people. */
export function describeOutcome(
  { outcome }: Pick<EntryReport, "outcome">,
  words: OutcomeWords = englishOutcomes,
): string {
  const said = ({ key, place }: KeyMatch): string =>
    words.match(key, (words.places[place.kind] as Words<ScanPlace>)(place, said));
  if (!outcome.active) {
    const obstacle = words.obstacles[outcome.reason.kind] as Words<InactiveReason>;
    return words.inactive(obstacle(outcome.reason, said));
  }
  const reason = words.reasons[outcome.reason.kind] as Words<ActiveReason>;
  const butFor = outcome.leftOut === null ? "" : words.leftOut[outcome.leftOut];
  return words.active(reason(outcome.reason, said), butFor);
}
