import { afterLabel, labelSignOf } from "./label-at-start.ts";

export interface ReplyRoster {
  /** Whose reply it is. */
  readonly characterName: string;
  /** Everyone else who may be named at the start of a line. */
  readonly otherNames: readonly string[];
}

/**
 * The part of a reply that the character itself says: without its own label in front, and cut where a line begins with
 * anyone's label, plain or in markup, by the whole name or its first word. While the text grows (`final` false), the last line is held back as long as it could
 * become a label, so that no one sees words that are cut later.
 */
export function cutAtLabels(
  raw: string,
  roster: ReplyRoster,
  { final }: { final: boolean },
): string {
  const { characterName, otherNames } = roster;
  const signs = labelSignOf([characterName, ...otherNames].flatMap(namesOf));
  const text = withoutOwnLabel(raw.trimStart(), namesOf(characterName));

  let lineStart = 0;
  for (;;) {
    const lineEnd = text.indexOf("\n", lineStart);
    const isLastLine = lineEnd === -1;
    const sign = signs(text.slice(lineStart, isLastLine ? undefined : lineEnd));
    if (sign === "yes" || (sign === "maybe" && isLastLine && !final))
      return text.slice(0, lineStart);
    if (isLastLine) return text;
    lineStart = lineEnd + 1;
  }
}

/** A model may write its label, and some write it twice. */
function withoutOwnLabel(text: string, names: readonly string[]): string {
  let rest = text;
  for (;;) {
    const current = rest;
    const after = names
      .map((name) => afterLabel(current, name))
      .find((without) => without !== undefined);
    if (after === undefined) return rest;
    rest = after;
  }
}

/** What a label may call somebody: models shorten `Silas Crane` to `Silas`. A first word that anything may be is no name. */
function namesOf(name: string): readonly string[] {
  const [first = "", ...others] = name.trim().split(/\s+/);
  const isName = others.length > 0 && first.length > 2 && !articles.has(first.toLowerCase());
  return isName ? [name, first] : [name];
}

const articles = new Set(["the", "der", "die", "das", "les", "los", "las", "note"]);
