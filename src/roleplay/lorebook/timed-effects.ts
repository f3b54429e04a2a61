import { isObject } from "./field-kinds.ts";
import type { LorebookEntry } from "./lorebook.ts";

/**
 * What the entries of a conversation's books remember from one reply to the next. Plain JSON, so that it can be stored
 * with the conversation and survives restarts. All numbers are turns of the conversation.
 */
export interface LoreState {
  readonly version: 1;
  readonly sticky: Readonly<Record<string, TimedEffect>>;
  readonly cooldown: Readonly<Record<string, TimedEffect>>;
  /** For entries with `@@keep_activate_after_match` or `@@dont_activate_after_match`: when they first were active. */
  readonly matched: Readonly<Record<string, number>>;
}

/** An effect lasts from when the conversation had `start` turns until it has `end`. */
export interface TimedEffect {
  readonly start: number;
  readonly end: number;
  /** Stays when turns are deleted, since it follows from an effect that has run out. */
  readonly protected: boolean;
}

export const noLoreState: LoreState = { version: 1, sticky: {}, cooldown: {}, matched: {} };

/** A stored state; whatever isn't one, or is damaged, is left out. */
export function readLoreState(stored: unknown): LoreState {
  if (!isObject(stored) || stored["version"] !== 1) return noLoreState;
  return {
    version: 1,
    sticky: readEffects(stored["sticky"]),
    cooldown: readEffects(stored["cooldown"]),
    matched: isObject(stored["matched"])
      ? Object.fromEntries(
          Object.entries(stored["matched"]).filter((item): item is [string, number] =>
            Number.isFinite(item[1]),
          ),
        )
      : {},
  };
}

/**
 * The state at a conversation of `turnCount` turns. Effects that didn't run out are dropped when the conversation is
 * no longer than when they began: the turn that they began with was deleted, or is being written again. A sticky
 * effect that has run out leaves the entry's cool-down behind.
 */
export function currentState(
  state: LoreState,
  turnCount: number,
  entryOf: (ref: string) => LorebookEntry | undefined,
): LoreState {
  const sticky: Record<string, TimedEffect> = {};
  const cooldown: Record<string, TimedEffect> = {};
  for (const [ref, effect] of Object.entries(state.cooldown)) {
    const entry = entryOf(ref);
    const ended = turnCount >= effect.end || entry?.cooldown === 0;
    if (!ended && !isUndone(effect, turnCount)) cooldown[ref] = effect;
  }
  for (const [ref, effect] of Object.entries(state.sticky)) {
    if (isUndone(effect, turnCount)) continue;
    const entry = entryOf(ref);
    if (turnCount < effect.end && entry?.sticky !== 0) sticky[ref] = effect;
    else if (entry !== undefined && entry.cooldown > 0) {
      const end = effect.end + entry.cooldown;
      if (turnCount < end) cooldown[ref] = { start: effect.end, end, protected: true };
      else delete cooldown[ref];
    }
  }
  const matched = Object.entries(state.matched).filter(([, start]) => turnCount > start);
  return { version: 1, sticky, cooldown, matched: Object.fromEntries(matched) };
}

/** The state after a reply in which these entries are active. Effects that already run go on unchanged. */
export function recordActivations(
  state: LoreState,
  turnCount: number,
  active: Iterable<{
    readonly ref: string;
    readonly entry: LorebookEntry;
    readonly remembersMatch: boolean;
  }>,
): LoreState {
  const sticky = { ...state.sticky };
  const cooldown = { ...state.cooldown };
  const matched = { ...state.matched };
  for (const { ref, entry, remembersMatch } of active) {
    const begin = (length: number): TimedEffect => ({
      start: turnCount,
      end: turnCount + length,
      protected: false,
    });
    if (entry.sticky > 0) sticky[ref] ??= begin(entry.sticky);
    if (entry.cooldown > 0 && entry.sticky === 0) cooldown[ref] ??= begin(entry.cooldown);
    if (remembersMatch) matched[ref] ??= turnCount;
  }
  return { version: 1, sticky, cooldown, matched };
}

function isUndone(effect: TimedEffect, turnCount: number): boolean {
  return turnCount <= effect.start && !effect.protected;
}

function readEffects(stored: unknown): Record<string, TimedEffect> {
  if (!isObject(stored)) return {};
  return Object.fromEntries(
    Object.entries(stored).filter((item): item is [string, TimedEffect] => {
      const effect = item[1];
      return (
        isObject(effect) &&
        Number.isFinite(effect["start"]) &&
        Number.isFinite(effect["end"]) &&
        typeof effect["protected"] === "boolean"
      );
    }),
  );
}
