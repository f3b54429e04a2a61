import { afterLabel, labelSignOf } from "./label-at-start.ts";

export interface ReplyRoster {
  /** Whose reply it is. */
  readonly characterName: string;
  /** Everyone else who may be named at the start of a line. */
  readonly otherNames: readonly string[];
}

/**
 * The part of a reply that the character itself says: without its own label in front, and cut where a line begins with
 * anyone's label, plain or in markup. While the text grows (`final` false), the last line is held back as long as it could
 * become a label, so that no one sees words that are cut later.
 */
export function cutAtLabels(
  raw: string,
  roster: ReplyRoster,
  { final }: { final: boolean },
): string {
  const signs = labelSignOf([roster.characterName, ...roster.otherNames]);
  const text = withoutOwnLabel(raw.trimStart(), roster.characterName);

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
function withoutOwnLabel(text: string, name: string): string {
  let rest = text;
  for (;;) {
    const after = afterLabel(rest, name);
    if (after === undefined) return rest;
    rest = after;
  }
}
