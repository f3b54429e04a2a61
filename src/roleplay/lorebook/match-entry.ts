import type { ActiveReason, InactiveReason, KeyMatch, ScanPlace } from "./activation.ts";
import type { CompiledEntry } from "./compile-book.ts";
import { type CompiledKey, type MacroKey, resolveMacroKey } from "./compile-key.ts";
import type { ScanBuffer, ScanView } from "./scan-buffer.ts";

/**
 * How much all patterns of one activation may cost together, as the steps that they need at worst: the size of a
 * pattern times the length of the text, summed up. A step takes some 20 ns at worst and far less as a rule.
 */
const patternStepsLimit = 100_000_000;

/** Looks for keys in the texts of one activation. */
export class KeyMatcher {
  readonly #buffer: ScanBuffer;
  readonly #expand: (text: string) => string;
  readonly #resolved = new Map<MacroKey, CompiledKey>();
  #stepsLeft = patternStepsLimit;
  #patternsSkipped = false;

  constructor(buffer: ScanBuffer, expand: (text: string) => string) {
    this.#buffer = buffer;
    this.#expand = expand;
  }

  /** Some patterns were not tried because all of them together would have taken too long. */
  get patternsSkipped(): boolean {
    return this.#patternsSkipped;
  }

  find(bookIndex: number, key: CompiledKey, view: ScanView): KeyMatch | undefined {
    const resolved = key.kind === "macro" ? this.#resolve(key) : key;
    const place = this.#findResolved(bookIndex, resolved, view);
    return place === undefined ? undefined : { key: key.text, place };
  }

  findAny(bookIndex: number, keys: readonly CompiledKey[], view: ScanView): KeyMatch | undefined {
    for (const key of keys) {
      const match = this.find(bookIndex, key, view);
      if (match !== undefined) return match;
    }
    return undefined;
  }

  findAll(bookIndex: number, keys: readonly CompiledKey[], view: ScanView): KeyMatch[] {
    return keys.flatMap((key) => this.find(bookIndex, key, view) ?? []);
  }

  #findResolved(bookIndex: number, key: CompiledKey, view: ScanView): ScanPlace | undefined {
    switch (key.kind) {
      case "plain":
        return this.#buffer.findKey(bookIndex, key, view);
      case "pattern": {
        const { needles, pattern } = key;
        if (needles !== null && !this.#buffer.hasAny(bookIndex, needles, view)) return undefined;
        if (!this.#spend(pattern.size * this.#buffer.lengthInView(view))) return undefined;
        return this.#buffer.findPattern(pattern.test, view);
      }
      case "unusable":
      case "macro":
        return undefined;
      default:
        return key satisfies never;
    }
  }

  #resolve(key: MacroKey): CompiledKey {
    let resolved = this.#resolved.get(key);
    if (resolved === undefined) {
      resolved = resolveMacroKey(key, this.#expand);
      this.#resolved.set(key, resolved);
    }
    return resolved;
  }

  #spend(steps: number): boolean {
    if (steps > this.#stepsLeft) {
      this.#patternsSkipped = true;
      return false;
    }
    this.#stepsLeft -= steps;
    return true;
  }
}

/** Where to look: a matcher, the book's place among the books, and what is in view. */
export interface MatchScope {
  readonly matcher: KeyMatcher;
  readonly bookIndex: number;
  readonly view: ScanView;
}

/** Whether the keys of an entry are there, and which decided. */
export function matchEntry(
  compiled: CompiledEntry,
  { matcher, bookIndex, view }: MatchScope,
): Extract<ActiveReason, { kind: "keys" }> | InactiveReason {
  if (compiled.keys.length === 0) return { kind: "noKeys" };
  const match = matcher.findAny(bookIndex, compiled.keys, view);
  if (match === undefined) return { kind: "noKeyMatched", scanDepth: view.depth };

  const found = matcher.findAll(bookIndex, compiled.secondaryKeys, view);
  const logic = compiled.entry.selectiveLogic;
  if (!secondaryKeysAllow(compiled, found.length)) {
    return { kind: "secondaryKeys", logic, match, found };
  }
  for (const keys of compiled.additionalKeys) {
    if (matcher.findAny(bookIndex, keys, view) === undefined) {
      return { kind: "additionalKeys", match, missing: keys.map(({ text }) => text) };
    }
  }
  const excluding = findExcluding(compiled, { matcher, bookIndex, view });
  if (excluding !== undefined) return { kind: "excludedByKey", match, excluding };
  return { kind: "keys", match, secondary: found };
}

/**
 * How well an entry matches, to compare it with the others of its group: its keys that were found, and the secondary
 * ones as far as they speak for it.
 */
export function matchScore(
  compiled: CompiledEntry,
  { matcher, bookIndex, view }: MatchScope,
): number {
  const primary = matcher.findAll(bookIndex, compiled.keys, view).length;
  const secondary = matcher.findAll(bookIndex, compiled.secondaryKeys, view).length;
  switch (compiled.entry.selectiveLogic) {
    case "andAny":
      return primary + secondary;
    case "andAll":
      return primary + (secondary === compiled.secondaryKeys.length ? secondary : 0);
    case "notAny":
    case "notAll":
      return primary;
    default:
      return compiled.entry.selectiveLogic satisfies never;
  }
}

function secondaryKeysAllow({ entry, secondaryKeys }: CompiledEntry, found: number): boolean {
  if (secondaryKeys.length === 0) return true;
  switch (entry.selectiveLogic) {
    case "andAny":
      return found > 0;
    case "andAll":
      return found === secondaryKeys.length;
    case "notAny":
      return found === 0;
    case "notAll":
      return found < secondaryKeys.length;
    default:
      return entry.selectiveLogic satisfies never;
  }
}

function findExcluding(
  { excludeKeys, excludeKeysAll }: CompiledEntry,
  { matcher, bookIndex, view }: MatchScope,
): KeyMatch | undefined {
  const any = matcher.findAny(bookIndex, excludeKeys, view);
  if (any !== undefined || excludeKeysAll.length === 0) return any;
  const all = matcher.findAll(bookIndex, excludeKeysAll, view);
  return all.length === excludeKeysAll.length ? all[0] : undefined;
}
