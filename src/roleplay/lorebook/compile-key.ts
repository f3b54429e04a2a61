import type { RemarkCode } from "../remarks.ts";
import { compilePattern, type LinearPattern, parseRegexLiteral } from "./linear-pattern.ts";
import { requiredLiterals } from "./required-literals.ts";

/** A key made ready for matching. */
export type CompiledKey = PlainKey | PatternKey | MacroKey | UnusableKey;

/** A text to be found; the automaton of its book knows it by `needle`. */
export interface PlainKey {
  readonly kind: "plain";
  readonly text: string;
  /** The text as it is looked for, see {@link foldText}. */
  readonly folded: string;
  readonly mode: NeedleMode;
  /** -1 for a key that no automaton knows. */
  readonly needle: number;
}

/** Texts that are looked for in the same way share an automaton. */
export interface NeedleMode {
  readonly caseSensitive: boolean;
  readonly wholeWord: boolean;
}

export interface PatternKey {
  readonly kind: "pattern";
  readonly text: string;
  readonly pattern: LinearPattern;
  /** Texts of which a match always contains one; null when there is no telling. */
  readonly needles: readonly number[] | null;
}

/** A key with macros in it, which stand for something else in every conversation. */
export interface MacroKey {
  readonly kind: "macro";
  readonly text: string;
  readonly rules: KeyRules;
}

/** A key that never matches. */
export interface UnusableKey {
  readonly kind: "unusable";
  readonly text: string;
  readonly reason: RemarkCode;
}

export interface KeyRules extends NeedleMode {
  /** Every key is a pattern, also without slashes around it. */
  readonly useRegex: boolean;
}

const macro = /\{\{|<(?:user|bot|char|group|charifnotgroup)>/i;

/** The number of a text among those that a book's automaton finds. */
export type NeedleOf = (folded: string, mode: NeedleMode) => number;

/** Undefined for an empty key: it would be found everywhere, so it counts as none. */
export function compileKey(
  key: string,
  rules: KeyRules,
  needleOf: NeedleOf,
): CompiledKey | undefined {
  const text = key.trim();
  if (text === "") return undefined;
  return macro.test(text) ? { kind: "macro", text, rules } : compileFixedKey(text, rules, needleOf);
}

/** A key in this conversation. `expand` is the conversation's; what it puts into a pattern is meant literally. */
export function resolveMacroKey(
  { text, rules }: MacroKey,
  expand: (text: string) => string,
): CompiledKey {
  const isPattern = rules.useRegex || parseRegexLiteral(text) !== undefined;
  const expanded = isPattern ? expandInPattern(text, expand) : expand(text).trim();
  if (expanded === "") return { kind: "unusable", text, reason: "empty-once-expanded" };
  return { ...compileFixedKey(expanded, rules, null), text };
}

/** The form in which texts and keys are compared. */
export function foldText(text: string, caseSensitive: boolean): string {
  const composed = text.normalize("NFC");
  return caseSensitive ? composed : composed.toLowerCase();
}

/** Any match will do, whatever the pattern says about case. */
const partMode: NeedleMode = { caseSensitive: false, wholeWord: false };

/** `needleOf` is null for a key that its book's automaton doesn't know. */
function compileFixedKey(text: string, rules: KeyRules, needleOf: NeedleOf | null): CompiledKey {
  const { caseSensitive, wholeWord, useRegex } = rules;
  const literal = parseRegexLiteral(text);
  if (literal === undefined && !useRegex) {
    // As in SillyTavern: a key of several words is found as it stands.
    const mode = { caseSensitive, wholeWord: wholeWord && !/\s/.test(text) };
    const folded = foldText(text, caseSensitive);
    return { kind: "plain", text, folded, mode, needle: needleOf?.(folded, mode) ?? -1 };
  }
  const { source, flags } = literal ?? { source: text, flags: caseSensitive ? "" : "i" };
  // Texts are compared composed, see foldText.
  const composed = source.normalize("NFC");
  const result = compilePattern(composed, flags);
  if (!result.ok) return { kind: "unusable", text, reason: result.reason };
  const literals = needleOf === null ? undefined : requiredLiterals(composed);
  const needles =
    literals?.map((part) => needleOf?.(foldText(part, false), partMode) ?? -1) ?? null;
  return { kind: "pattern", text, pattern: result.pattern, needles };
}

function expandInPattern(text: string, expand: (text: string) => string): string {
  return text.replace(/\{\{[^{}]*\}\}|<\w+>/g, (found) => {
    const expanded = expand(found);
    return expanded === found ? found : expanded.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  });
}
