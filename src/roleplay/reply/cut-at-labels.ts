import { speakerLabel } from "./speaker-label.ts";

export interface ReplyRoster {
  /** Whose reply it is. */
  readonly characterName: string;
  /** Everyone else who may be named at the start of a line. */
  readonly otherNames: readonly string[];
}

/**
 * The part of a reply that the character itself says: without its own label in front, and cut where a line begins with
 * anyone's label. While the text grows (`final` false), the last line is held back as long as it could become a label, so
 * that no one sees words that are cut later.
 */
export function cutAtLabels(
  raw: string,
  roster: ReplyRoster,
  { final }: { final: boolean },
): string {
  const ownLabel = speakerLabel(roster.characterName);
  const labels = [ownLabel, ...roster.otherNames.map(speakerLabel)].map(fold);
  const text = withoutOwnLabel(raw.trimStart(), ownLabel);

  let lineStart = 0;
  for (;;) {
    const lineEnd = text.indexOf("\n", lineStart);
    const isLastLine = lineEnd === -1;
    const line = fold(text.slice(lineStart, isLastLine ? undefined : lineEnd).trimStart());
    const speaksForSomeone = labels.some((label) => line.startsWith(label));
    const mayBecomeLabel =
      !final && isLastLine && line !== "" && labels.some((label) => label.startsWith(line));
    if (speaksForSomeone || mayBecomeLabel) return text.slice(0, lineStart);
    if (isLastLine) return text;
    lineStart = lineEnd + 1;
  }
}

/** A model may write its label, and some write it twice. */
function withoutOwnLabel(text: string, ownLabel: string): string {
  let rest = text;
  while (fold(rest.slice(0, ownLabel.length)) === fold(ownLabel))
    rest = rest.slice(ownLabel.length).trimStart();
  return rest;
}

/** Labels are compared without regard to case. */
function fold(text: string): string {
  return text.toLowerCase();
}
