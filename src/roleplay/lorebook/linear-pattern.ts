import { RE2JS } from "re2js";
import type { RemarkCode } from "../remarks.ts";

/** A regex of a stranger, run by an engine whose time grows with the text alone. */
export interface LinearPattern {
  readonly source: string;
  /** How many steps one character of text may take at most. */
  readonly size: number;
  readonly test: (text: string) => boolean;
}

export type PatternResult =
  | { readonly ok: true; readonly pattern: LinearPattern }
  | { readonly ok: false; readonly reason: RemarkCode };

/** Beyond this size a pattern costs too much per character. Everyday patterns have some dozens. */
const sizeLimit = 1_000;

/**
 * Compiles a JavaScript regex for the linear-time engine. Lookahead and back-references need backtracking, which can
 * take longer than the age of the universe, so they are refused; the reason says so.
 */
export function compilePattern(source: string, flags: string): PatternResult {
  if (hasBackReference(source)) {
    return { ok: false, reason: "back-reference" };
  }
  try {
    const regex = RE2JS.compile(toEngineSyntax(source), engineFlags(source, flags));
    const size = regex.programSize();
    if (size > sizeLimit) return { ok: false, reason: "pattern-too-large" };
    return { ok: true, pattern: { source, size, test: (text) => regex.test(text) } };
  } catch (thrown) {
    // The engine throws its own errors for what it can't do; a pattern never gets to decide more than its own fate.
    return { ok: false, reason: whyRefused(source, thrown) };
  }
}

/** Takes `/body/flags` apart, as SillyTavern tells a regex from a plain key. */
export function parseRegexLiteral(
  key: string,
): { readonly source: string; readonly flags: string } | undefined {
  const close = key.lastIndexOf("/");
  if (!key.startsWith("/") || close < 2) return undefined;
  const source = key.slice(1, close);
  const flags = key.slice(close + 1);
  if (!/^[gimsuy]*$/.test(flags) || hasBareSlash(source)) return undefined;
  return { source, flags };
}

function hasBareSlash(source: string): boolean {
  for (let index = 0; index < source.length; index += 1) {
    if (source[index] === "\\") index += 1;
    else if (source[index] === "/") return true;
  }
  return false;
}

/** `g`, `y` and `u` say how to go on or how to read, not what matches. */
function engineFlags(source: string, flags: string): number {
  return (
    (flags.includes("i") ? RE2JS.CASE_INSENSITIVE : 0) |
    (flags.includes("m") ? RE2JS.MULTILINE : 0) |
    (flags.includes("s") ? RE2JS.DOTALL : 0) |
    (/\(\?<[=!]/.test(source) ? RE2JS.LOOKBEHINDS : 0)
  );
}

/** JavaScript allows any character after a backslash and means a backspace by `[\b]`; the engine doesn't. */
function toEngineSyntax(source: string): string {
  const plain = source.replace(/\[\\b\]|\\([\s\S])/gu, (found, escaped: string | undefined) => {
    if (escaped === undefined) return "\\x08";
    return /[\s_]|\P{ASCII}/u.test(escaped) ? escaped : found;
  });
  return RE2JS.translateRegExp(plain);
}

/** The engine would read `\k` as a plain letter. */
function hasBackReference(source: string): boolean {
  return /\\[1-9]|\\k</.test(source.replace(/\\\\/g, ""));
}

function whyRefused(source: string, thrown: unknown): RemarkCode {
  const bare = source.replace(/\\\\/g, "");
  if (/\(\?[=!]/.test(bare)) return "lookahead";
  if (/\(\?<[=!]/.test(bare)) return "lookbehind";
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (/too large|too deeply|repeat count/.test(message)) return "pattern-too-large";
  return "no-regex";
}
