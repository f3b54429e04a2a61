/** Shorter texts are in nearly every chat, so they tell nothing. */
const shortestUseful = 2;

/**
 * Texts of which a match of this regex always contains at least one, whatever the case; undefined when there is no
 * telling. Most patterns of lorebooks name things, so a search for these texts spares nearly all of the matching.
 *
 * Groups and classes are passed over, and so is whatever isn't plain: what is left out makes the answer less useful,
 * never wrong.
 */
export function requiredLiterals(source: string): readonly string[] | undefined {
  // Flags inside the pattern, code points and quoting change what a character means.
  if (/\\[0-9cCkpPQuUxX]|\(\?[a-zA-Z-]+[:)]/.test(source)) return undefined;
  const literals = alternatives(source)?.map(longestLiteral);
  return literals?.every((literal) => literal.length >= shortestUseful) ? literals : undefined;
}

/** A part of a pattern: a plain character, something else, or how often the one before it comes. */
type Token =
  | { readonly kind: "character"; readonly character: string }
  | { readonly kind: "other" }
  | { readonly kind: "atLeastOnce" }
  | { readonly kind: "perhaps" };

/** The tokens of each alternative of the outermost level; undefined when the pattern is broken. */
function alternatives(source: string): Token[][] | undefined {
  let current: Token[] = [];
  const found = [current];
  for (let index = 0; index < source.length; index += 1) {
    const character = source[index] ?? "";
    if (character === "|") {
      current = [];
      found.push(current);
    } else if (character === "(" || character === "[") {
      const end = character === "(" ? groupEnd(source, index) : classEnd(source, index);
      if (end === undefined) return undefined;
      index = end;
      current.push({ kind: "other" });
    } else if (character === "\\") {
      index += 1;
      const escaped = source[index] ?? "";
      current.push(
        /[\w\n]/.test(escaped) ? { kind: "other" } : { kind: "character", character: escaped },
      );
    } else if (character === "{" && /^\{\d*,?\d*\}/.test(source.slice(index))) {
      index = source.indexOf("}", index);
      current.push({ kind: "perhaps" });
    } else if (character === "*" || character === "?") current.push({ kind: "perhaps" });
    else if (character === "+") current.push({ kind: "atLeastOnce" });
    else if (".^$\n\x01".includes(character)) current.push({ kind: "other" });
    else current.push({ kind: "character", character });
  }
  return found;
}

function longestLiteral(tokens: readonly Token[]): string {
  let longest = "";
  let run = "";
  const endRun = () => {
    if (run.length > longest.length) longest = run;
    run = "";
  };
  for (const token of tokens) {
    if (token.kind === "character") run += token.character;
    else if (token.kind === "perhaps") {
      // A whole character: half of one that takes two code units would be a different text.
      run = Array.from(run).slice(0, -1).join("");
      endRun();
    } else endRun();
  }
  endRun();
  return longest;
}

/** Where the class that begins at `start` ends. */
function classEnd(source: string, start: number): number | undefined {
  for (let index = start + 1; index < source.length; index += 1) {
    if (source[index] === "\\") index += 1;
    // A bracket right at the beginning belongs to the class for one engine and ends it for another.
    else if (source[index] === "]" && !/^\[\^?$/.test(source.slice(start, index))) return index;
  }
  return undefined;
}

/** Where the group that begins at `start` ends. */
function groupEnd(source: string, start: number): number | undefined {
  let depth = 0;
  for (let index = start; index < source.length; index += 1) {
    const character = source[index];
    if (character === "\\") index += 1;
    else if (character === "[") {
      const end = classEnd(source, index);
      if (end === undefined) return undefined;
      index = end;
    } else if (character === "(") depth += 1;
    else if (character === ")") {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  return undefined;
}
