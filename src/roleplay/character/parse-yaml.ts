import { parseDocument } from "yaml";
import { UserError } from "../../lib/errors.ts";
import { remark } from "../remarks.ts";
import { cardLimits, checkBytes, tooLarge } from "./card-limits.ts";
import { oneLine } from "./one-line.ts";

/** Marks that may begin a value, as words of their own: sequences, keys, anchors, tags, aliases. */
const mark = /^(?:[-?:|>]|[&!*].*)$/;

/**
 * Parses YAML 1.2, of which JSON with single quotes, bare keys and trailing commas is a part as well. What an alias
 * repeats is bounded here in number, and by `checkShape` in size.
 *
 * @throws UserError `card-not-yaml`, `card-too-large`.
 */
export function parseYaml(text: string, where: string): unknown {
  checkBytes(text.length, cardLimits.yamlBytes, where);
  if (deepestBracket(text) > cardLimits.depth || deepestIndent(text) > cardLimits.depth)
    throw tooLarge(where, remark("depth", { limit: cardLimits.depth }));
  try {
    // Comparing every key with every other takes minutes for a large file; of two equal ones the last counts.
    const document = parseDocument(text, {
      logLevel: "silent",
      prettyErrors: false,
      stringKeys: true,
      uniqueKeys: false,
    });
    const [problem] = document.errors;
    if (problem !== undefined) throw problem;
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unreadable";
    throw new UserError("card-not-yaml", `${where}: not valid YAML: ${oneLine(reason)}`, {
      cause: error,
      values: { file: where, reason: oneLine(reason) },
    });
  }
}

/*
 * The parser calls itself for each level. Where that uses up the stack while a regular expression is compiled, V8 ends
 * the process, and no `catch` helps: so the depth is estimated before, from above.
 */

/** How many `[` and `{` are open at most, those in texts included. */
function deepestBracket(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === "[" || bracket === "{" ? depth + 1 : Math.max(0, depth - 1);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** How many indents stand inside one another at most; each mark in a row of marks counts as one. */
function deepestIndent(text: string): number {
  const indents: number[] = [];
  let deepest = 0;
  for (const line of text.split(/[\r\n]/)) {
    const words = line.split(/[ \t]+/);
    const indent = line.length - line.trimStart().length;
    if (indent === line.length) continue;
    while ((indents.at(-1) ?? -1) > indent) indents.pop();
    if (indents.at(-1) !== indent) indents.push(indent);
    deepest = Math.max(deepest, indents.length + longestRun(words));
  }
  return deepest;
}

/** Marks and keys, in a row. A text that has a mark here and there breaks the row. */
function longestRun(words: readonly string[]): number {
  let run = 0;
  let longest = 0;
  for (const word of words) {
    run = mark.test(word) || word.endsWith(":") ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
