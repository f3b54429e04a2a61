import type { InactiveReason, LoreChat } from "./activation.ts";
import type { CompiledEntry } from "./compile-book.ts";
import type { CharacterFilter } from "./lorebook.ts";
import type { LoreState } from "./timed-effects.ts";

/** What an entry brings along before any key is looked at. */
export interface EntryStanding {
  /** Turns that a sticky entry stays active; 0 when it isn't sticky now. */
  readonly stickyTurns: number;
  /** It was active once and stays so (`@@keep_activate_after_match`). */
  readonly kept: boolean;
  /** Why it can't be active, whatever the texts say; null when it can. */
  readonly closed: InactiveReason | null;
}

/**
 * The conditions that don't depend on the scanned texts. `@@activate` and `@@keep_activate_after_match` count "in any
 * case", so they pass all but one: what is switched off stays off.
 */
export function standingOf(
  ref: string,
  compiled: CompiledEntry,
  chat: LoreChat,
  state: LoreState,
): EntryStanding {
  const { entry, decorators } = compiled;
  const stickyTurns = turnsLeft(state.sticky[ref]?.end, chat.turnCount);
  const matchedBefore = Object.hasOwn(state.matched, ref);
  const kept =
    matchedBefore &&
    decorators.keepActivateAfterMatch === true &&
    decorators.dontActivateAfterMatch === undefined &&
    decorators.dontActivate === undefined;
  if (entry.enabled && (decorators.activate || kept)) return { stickyTurns, kept, closed: null };
  return {
    stickyTurns,
    kept: false,
    closed: whyClosed(ref, compiled, { chat, state, stickyTurns }),
  };
}

interface GateContext {
  readonly chat: LoreChat;
  readonly state: LoreState;
  readonly stickyTurns: number;
}

function whyClosed(
  ref: string,
  compiled: CompiledEntry,
  { chat, state, stickyTurns }: GateContext,
): InactiveReason | null {
  const { entry, decorators } = compiled;
  if (!entry.enabled) return { kind: "disabled" };
  if (decorators.dontActivate) return { kind: "dontActivateDecorator" };
  if (decorators.dontActivateAfterMatch && Object.hasOwn(state.matched, ref)) {
    return { kind: "matchedBefore" };
  }
  if (entry.triggers.length > 0 && !entry.triggers.includes(chat.generation)) {
    return { kind: "otherGeneration", triggers: entry.triggers };
  }
  if (!passesFilter(entry.characterFilter, chat.character)) return { kind: "characterFilter" };
  if (chat.turnCount < entry.delay) {
    return { kind: "delay", turnsLeft: entry.delay - chat.turnCount };
  }
  const cooldown = turnsLeft(state.cooldown[ref]?.end, chat.turnCount);
  if (cooldown > 0 && stickyTurns === 0) return { kind: "cooldown", turnsLeft: cooldown };
  return failedCondition(compiled, chat);
}

/** The first of the card's own conditions that the chat doesn't meet. Conditions on what nobody knows are passed over. */
function failedCondition({ decorators }: CompiledEntry, chat: LoreChat): InactiveReason | null {
  const count = chat.characterTurnCount;
  const { activateOnlyAfter, activateOnlyEvery, isGreeting, isUserIcon } = decorators;
  if (activateOnlyAfter !== undefined && count < activateOnlyAfter) {
    return { kind: "onlyAfter", needed: activateOnlyAfter, count };
  }
  if (activateOnlyEvery !== undefined && count % activateOnlyEvery !== 0) {
    return { kind: "onlyEvery", every: activateOnlyEvery, count };
  }
  if (
    isGreeting !== undefined &&
    chat.greetingIndex !== null &&
    chat.greetingIndex !== isGreeting
  ) {
    return { kind: "otherGreeting", greeting: isGreeting };
  }
  if (isUserIcon !== undefined && chat.userIconName !== null && chat.userIconName !== isUserIcon) {
    return { kind: "otherUserIcon", name: isUserIcon };
  }
  if (decorators.ignoreOnMaxContext && chat.contextFull) return { kind: "contextFull" };
  return null;
}

function passesFilter(filter: CharacterFilter, character: LoreChat["character"]): boolean {
  return (
    passesList(filter.names, character.names, filter.exclude) &&
    passesList(filter.tags, character.tags, filter.exclude)
  );
}

function passesList(listed: readonly string[], own: readonly string[], exclude: boolean): boolean {
  if (listed.length === 0) return true;
  const names = new Set(own.map(lower));
  return listed.some((name) => names.has(lower(name))) !== exclude;
}

function lower(name: string): string {
  return name.trim().toLowerCase();
}

function turnsLeft(end: number | undefined, turnCount: number): number {
  return end === undefined ? 0 : Math.max(0, end - turnCount);
}
