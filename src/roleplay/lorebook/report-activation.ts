import type {
  Activation,
  ActivationInput,
  ActiveLore,
  EntryReport,
  Outcome,
} from "./activation.ts";
import type { ActivationSweeps, ActiveCandidate } from "./activation-sweeps.ts";
import { byInsertionOrder, type Candidate } from "./candidates.ts";
import { entryTitle } from "./lorebook.ts";
import { type Placement, placeEntries, placementOf } from "./place-entries.ts";
import { type LoreState, recordActivations } from "./timed-effects.ts";

/** Puts the active entries in their places and says of every entry what became of it. */
export function reportActivation(
  input: ActivationInput,
  {
    state,
    candidates,
    sweeps,
  }: {
    readonly state: LoreState;
    readonly candidates: readonly Candidate[];
    readonly sweeps: ActivationSweeps;
  },
): Activation {
  const placementFor = ({ compiled }: Candidate) =>
    placementOf(compiled, {
      chat: input.chat,
      texts: input.texts,
      turnsOfTokens: sweeps.turnsOfTokens,
    });
  const activeByRef = new Map(sweeps.active.map((active) => [active.candidate.ref, active]));
  const shown = sweeps.active
    .map((active) => ({ active, placement: placementFor(active.candidate) }))
    .filter(({ active, placement }) => leftOut(input, active, placement) === null)
    .sort((one, other) => byInsertionOrder(one.active.candidate, other.active.candidate));
  const sorted = [...candidates].sort(byInsertionOrder);
  return {
    lore: placeEntries(
      shown.map(({ active, placement }) => ({ lore: loreOf(active, placement), placement })),
    ),
    entries: sorted.map((candidate): EntryReport => {
      const active = activeByRef.get(candidate.ref);
      const placement = placementFor(candidate);
      const outcome: Outcome =
        active === undefined
          ? { active: false, reason: sweeps.inactiveReason(candidate.ref) }
          : activeOutcome(input, active, placement);
      return {
        ref: candidate.ref,
        bookId: candidate.attached.id,
        entryId: candidate.compiled.entry.id,
        title: entryTitle(candidate.compiled.entry),
        outcome,
        place: placement.place,
        depth: placement.place === "atDepth" ? placement.depth : null,
        content: candidate.compiled.content,
        unusableKeys: candidate.compiled.unusableKeys,
      };
    }),
    state: recordActivations(state, input.chat.turnCount, sweeps.active.map(toRemember)),
    tokens: sweeps.usedTokens,
    overflowed: sweeps.overflowed,
    disabledPrompts: new Set(
      sweeps.active.flatMap(({ candidate }) => candidate.compiled.decorators.disableUiPrompt ?? []),
    ),
    warnings: sweeps.warnings,
  };
}

function toRemember({ candidate: { ref, compiled } }: ActiveCandidate) {
  const { keepActivateAfterMatch, dontActivateAfterMatch } = compiled.decorators;
  const remembersMatch = (keepActivateAfterMatch ?? dontActivateAfterMatch) === true;
  return { ref, entry: compiled.entry, remembersMatch };
}

function activeOutcome(
  input: ActivationInput,
  active: ActiveCandidate,
  placement: Placement,
): Outcome {
  return {
    active: true,
    reason: active.reason,
    sweep: active.sweep,
    tokens: active.tokens,
    leftOut: leftOut(input, active, placement),
  };
}

function loreOf({ candidate, text, tokens }: ActiveCandidate, placement: Placement): ActiveLore {
  const { ref, compiled } = candidate;
  return {
    ref,
    title: entryTitle(compiled.entry),
    text,
    tokens,
    role: placement.role,
    constant: compiled.constant,
  };
}

function leftOut(
  { chat }: ActivationInput,
  { text }: ActiveCandidate,
  { place }: Placement,
): "blank" | "noAuthorsNote" | null {
  if (text.trim() === "") return "blank";
  const atNote = place === "authorsNoteTop" || place === "authorsNoteBottom";
  return atNote && !chat.authorsNoteShown ? "noAuthorsNote" : null;
}
