import { compilePattern, type LinearPattern, parseRegexLiteral } from "./linear-pattern.ts";

/** A key made ready for matching. */
export type CompiledKey = PlainKey | PatternKey | MacroKey | UnusableKey;

/** A text to be found; the automaton of its book knows it by `needle`. */
export interface PlainKey {
  readonly kind: "plain";
  readonly text: string;
  /** The text as it is looked for, see {@link foldText}. */
  readonly folded: string;
  readonly caseSensitive: boolean;
  readonly wholeWord: boolean;
  readonly needle: number;
}

export interface PatternKey {
  readonly kind: "pattern";
  readonly text: string;
  readonly pattern: LinearPattern;
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
  readonly reason: string;
}

export interface KeyRules {
  readonly caseSensitive: boolean;
  readonly wholeWord: boolean;
  /** Every key is a pattern, also without slashes around it. */
  readonly useRegex: boolean;
}

const macro = /\{\{|<(?:user|bot|char|group|charifnotgroup)>/i;

/** Undefined for an empty key: it would be found everywhere, so it counts as none. */
export function compileKey(
  key: string,
  rules: KeyRules,
  needleOf: (folded: string, caseSensitive: boolean) => number,
): CompiledKey | undefined {
  const text = key.trim();
  if (text === "") return undefined;
  return macro.test(text) ? { kind: "macro", text, rules } : compilePlainKey(text, rules, needleOf);
}

/** A key in this conversation. `expand` is the conversation's; what it puts into a pattern is meant literally. */
export function resolveMacroKey(
  { text, rules }: MacroKey,
  expand: (text: string) => string,
): CompiledKey {
  const isPattern = rules.useRegex || parseRegexLiteral(text) !== undefined;
  const expanded = isPattern ? expandInPattern(text, expand) : expand(text).trim();
  if (expanded === "")
    return { kind: "unusable", text, reason: "is empty once its macros are expanded" };
  return { ...compilePlainKey(expanded, rules, () => -1), text };
}

/** The form in which texts and keys are compared. */
export function foldText(text: string, caseSensitive: boolean): string {
  const composed = text.normalize("NFC");
  return caseSensitive ? composed : composed.toLowerCase();
}

function compilePlainKey(
  text: string,
  rules: KeyRules,
  needleOf: (folded: string, caseSensitive: boolean) => number,
): CompiledKey {
  const { caseSensitive, wholeWord, useRegex } = rules;
  const literal = parseRegexLiteral(text);
  if (literal === undefined && !useRegex) {
    const folded = foldText(text, caseSensitive);
    // As in SillyTavern: a key of several words is found as it stands.
    const isOneWord = !/\s/.test(text);
    const needle = needleOf(folded, caseSensitive);
    return {
      kind: "plain",
      text,
      folded,
      caseSensitive,
      wholeWord: wholeWord && isOneWord,
      needle,
    };
  }
  const { source, flags } = literal ?? { source: text, flags: caseSensitive ? "" : "i" };
  const result = compilePattern(source, flags);
  return result.ok
    ? { kind: "pattern", text, pattern: result.pattern }
    : { kind: "unusable", text, reason: result.reason };
}

function expandInPattern(text: string, expand: (text: string) => string): string {
  return text.replace(/\{\{[^{}]*\}\}|<\w+>/g, (found) => {
    const expanded = expand(found);
    return expanded === found ? found : expanded.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  });
}
