import type { Remark } from "../../lib/remark.ts";
import { remark } from "../remarks.ts";
import type { ActivationInput, ActiveReason, EntryRef, InactiveReason } from "./activation.ts";
import type { Candidate, CandidateBooks } from "./candidates.ts";
import { chooseFromGroups, type GroupMember } from "./choose-from-groups.ts";
import { LoreTexts } from "./lore-texts.ts";
import { entryTitle } from "./lorebook.ts";
import { KeyMatcher, type MatchScope, matchEntry, matchScore } from "./match-entry.ts";
import { TokenAllowance } from "./token-allowance.ts";

/** An entry that is active, and how it came to be. */
export interface ActiveCandidate {
  readonly candidate: Candidate;
  readonly reason: ActiveReason;
  readonly sweep: number;
  /** Macros expanded. */
  readonly text: string;
  readonly tokens: number;
}

/** What a sweep is for: the chat alone, what recursion adds, or a longer look back. */
type SweepKind = "initial" | "recursion" | "lookBack";

/** No book that means well comes near; chains of entries that were made to go on end here. */
const recursionLimit = 100;

/** The sweeps of one activation. Made for one use: call {@link run} once, then read the results. */
export class ActivationSweeps {
  readonly #input: ActivationInput;
  readonly #candidates: readonly Candidate[];
  readonly #texts: LoreTexts;
  readonly #matcher: KeyMatcher;
  readonly #allowance: TokenAllowance;
  readonly #active = new Map<EntryRef, ActiveCandidate>();
  readonly #inactive = new Map<EntryRef, InactiveReason>();
  /** Entries that can't become active any more in this activation. */
  readonly #settled = new Set<EntryRef>();
  readonly #delayLevels: number[];
  #level: number;
  #lookBack = 0;
  #sweep = 0;
  #recursions = 0;
  #stoppedEarly = false;

  constructor(input: ActivationInput, { books, candidates }: CandidateBooks) {
    this.#input = input;
    this.#candidates = candidates;
    this.#texts = new LoreTexts(input, books);
    this.#matcher = new KeyMatcher(this.#texts.buffer, input.tools.expand);
    this.#allowance = new TokenAllowance(
      input.settings.tokenBudget ?? Number.POSITIVE_INFINITY,
      new Map(
        input.books.flatMap(({ id, book }) =>
          book.tokenBudget === null ? [] : [[id, book.tokenBudget]],
        ),
      ),
    );
    const levels = candidates.map(({ compiled }) => compiled.entry.delayUntilRecursion);
    this.#delayLevels = [...new Set(levels)].filter((level) => level > 0).sort((a, b) => a - b);
    this.#level = this.#delayLevels.shift() ?? 0;
    for (const { ref, standing } of candidates) {
      if (standing.closed === null) continue;
      this.#inactive.set(ref, standing.closed);
      this.#settled.add(ref);
    }
  }

  get active(): readonly ActiveCandidate[] {
    return [...this.#active.values()];
  }

  inactiveReason(ref: EntryRef): InactiveReason {
    return this.#inactive.get(ref) ?? { kind: "sweepLimit" };
  }

  get overflowed(): boolean {
    return this.#allowance.overflowed;
  }

  get usedTokens(): number {
    return this.#allowance.usedTokens;
  }

  get turnsOfTokens(): (tokens: number) => number {
    return (tokens) => this.#texts.turnsOfTokens(tokens);
  }

  get warnings(): readonly Remark[] {
    return [
      ...(this.#matcher.patternsSkipped ? [remark("patterns-skipped")] : []),
      ...(this.#stoppedEarly ? [remark("recursion-stopped", { count: recursionLimit })] : []),
    ];
  }

  run(): void {
    let kind: SweepKind | undefined = "initial";
    while (kind !== undefined) {
      this.#sweep += 1;
      const activated = this.#runSweep(kind);
      kind = this.#nextSweep(kind, activated);
    }
  }

  #runSweep(kind: SweepKind): ActiveCandidate[] {
    const matched = this.#candidates.flatMap((candidate) => {
      if (this.#settled.has(candidate.ref)) return [];
      const reason = this.#reasonToActivate(candidate, kind);
      return reason === undefined ? [] : [{ candidate, reason }];
    });
    // Sticky entries come first, so that the budget goes to them before newcomers.
    const sorted = [
      ...matched.filter(({ candidate }) => isSticky(candidate)),
      ...matched.filter(({ candidate }) => !isSticky(candidate)),
    ];
    const losses = this.#loseInGroups(
      sorted.map(({ candidate }) => candidate),
      kind,
    );
    return sorted.flatMap(({ candidate, reason }) => {
      const loss = losses.get(candidate.ref);
      if (loss !== undefined) {
        this.#note(candidate.ref, loss);
        return [];
      }
      return this.#admit(candidate, reason) ?? [];
    });
  }

  #reasonToActivate(candidate: Candidate, kind: SweepKind): ActiveReason | undefined {
    const { compiled, standing, ref } = candidate;
    const { entry, decorators } = compiled;
    if (decorators.activate) return { kind: "activateDecorator" };
    if (standing.kept) return { kind: "keptAfterMatch" };
    if (standing.stickyTurns > 0) return { kind: "sticky", turnsLeft: standing.stickyTurns };
    const level = entry.delayUntilRecursion;
    if (level > 0 && (kind !== "recursion" || level > this.#level)) {
      this.#note(ref, { kind: "delayedUntilRecursion", level });
      return undefined;
    }
    if (kind === "recursion" && !compiled.takesRecursion) return undefined;
    if (this.#input.activatedElsewhere.has(ref)) return { kind: "activatedElsewhere" };
    if (compiled.constant) return { kind: "constant" };
    const outcome = matchEntry(compiled, this.#scope(candidate, kind));
    if (outcome.kind === "keys") return outcome;
    this.#note(ref, outcome);
    return undefined;
  }

  /** Rolls the dice and takes the room, for an entry that its group has let through. */
  #admit(candidate: Candidate, reason: ActiveReason): ActiveCandidate | undefined {
    const { ref, compiled } = candidate;
    const { tools } = this.#input;
    this.#settled.add(ref);
    if (compiled.probability < 100 && !isSticky(candidate)) {
      const rolled = tools.random(`probability:${ref}`) * 100;
      if (rolled >= compiled.probability) {
        this.#note(ref, { kind: "probability", percent: compiled.probability, rolled });
        return undefined;
      }
    }
    const text = tools.expand(compiled.content);
    const tokens = text.trim() === "" ? 0 : tools.countTokens(text);
    const room = this.#allowance.request({
      ref,
      bookId: candidate.attached.id,
      tokens,
      ignoreBudget: compiled.entry.ignoreBudget,
      priority: compiled.priority,
      yields: compiled.decorators.ignoreOnMaxContext ?? false,
    });
    if (!room.granted) {
      this.#note(ref, room.reason);
      return undefined;
    }
    for (const displaced of room.displaced) {
      this.#active.delete(displaced);
      this.#note(displaced, { kind: "displaced", by: ref });
    }
    const active: ActiveCandidate = { candidate, reason, sweep: this.#sweep, text, tokens };
    this.#active.set(ref, active);
    return active;
  }

  #nextSweep(kind: SweepKind, activated: readonly ActiveCandidate[]): SweepKind | undefined {
    const { settings, chat } = this.#input;
    const feeding = activated.filter(
      ({ candidate: { ref, recursive, compiled } }) =>
        recursive && compiled.feedsRecursion && this.#active.has(ref),
    );
    for (const { candidate } of feeding) {
      const { ref, compiled } = candidate;
      this.#texts.addEntry(ref, entryTitle(compiled.entry), compiled.content);
    }
    if (settings.maxRecursionSteps > 0 && this.#sweep >= settings.maxRecursionSteps)
      return undefined;
    if (!this.overflowed) {
      if (feeding.length > 0) {
        this.#recursions += 1;
        if (this.#recursions < recursionLimit) return "recursion";
        this.#stoppedEarly = true;
        return undefined;
      }
      // A longer look back doesn't see what recursion added; what it missed is caught up on.
      if (kind === "lookBack" && this.#texts.buffer.hasEntries) return "recursion";
      if (this.#active.size < settings.minActivations) {
        const limit = settings.minActivationsMaxDepth || chat.turns.length;
        const depth = settings.scanDepth + this.#lookBack + 1;
        if (depth <= Math.min(limit, chat.turns.length)) {
          this.#lookBack += 1;
          return "lookBack";
        }
      }
    }
    const level = this.#delayLevels.shift();
    if (level === undefined) return undefined;
    this.#level = level;
    return "recursion";
  }

  #loseInGroups(candidates: readonly Candidate[], kind: SweepKind) {
    const { settings, tools } = this.#input;
    const members = candidates
      .filter(({ compiled }) => compiled.groups.length > 0)
      .map((candidate): GroupMember => {
        const { ref, compiled } = candidate;
        const { entry } = compiled;
        return {
          ref,
          groups: compiled.groups,
          sticky: isSticky(candidate),
          weight: entry.groupWeight,
          override: entry.groupOverride,
          scored: entry.useGroupScoring ?? settings.useGroupScoring,
          score: () => matchScore(compiled, this.#scope(candidate, kind)),
        };
      });
    const active = [...this.#active.values()].map(({ candidate: { ref, compiled } }) => ({
      ref,
      groups: compiled.groups,
    }));
    return chooseFromGroups(members, active, tools.random);
  }

  #scope({ bookIndex, compiled, recursive }: Candidate, kind: SweepKind): MatchScope {
    return {
      matcher: this.#matcher,
      bookIndex,
      view: this.#texts.viewOf(compiled, {
        lookBack: this.#lookBack,
        recursion: recursive && kind !== "lookBack",
      }),
    };
  }

  /** Keeps why an entry isn't active. That it was found and lost says more than that a later sweep didn't find it. */
  #note(ref: EntryRef, reason: InactiveReason): void {
    const known = this.#inactive.get(ref);
    if (known !== undefined && !isVague(known)) {
      if (isVague(reason)) return;
      if (known.kind === "group" && reason.kind === "group") return;
    }
    this.#inactive.set(ref, reason);
  }
}

function isVague({ kind }: InactiveReason): boolean {
  return kind === "noKeyMatched" || kind === "noKeys" || kind === "delayedUntilRecursion";
}

function isSticky({ standing }: Candidate): boolean {
  return standing.stickyTurns > 0;
}
