import { speakerLabel } from "./speaker-label.ts";

export interface ReplyRoster {
  /** Whose reply it is. */
  readonly characterName: string;
  /** Everyone else who may be named at the start of a line. */
  readonly otherNames: readonly string[];
}

/**
 * What of a model's text may be shown: without the character's own label in front, cut where it begins to speak for
 * someone else, without blank space around it. For a text that still grows (`final` false), the last line is held
 * back as long as it could become a label, so that no one sees words that are cut later.
 */
export function tidyReply(raw: string, roster: ReplyRoster, { final }: { final: boolean }): string {
  const ownLabel = speakerLabel(roster.characterName);
  const labels = [ownLabel, ...roster.otherNames.map(speakerLabel)].map(fold);
  let text = withoutOwnLabel(raw.trimStart(), ownLabel);

  let lineStart = 0;
  while (lineStart <= text.length) {
    const lineEnd = text.indexOf("\n", lineStart);
    const line = fold(text.slice(lineStart, lineEnd === -1 ? undefined : lineEnd));
    const isLastLine = lineEnd === -1;
    const speaksForSomeone = labels.some((label) => line.startsWith(label));
    const mayBecomeLabel =
      !final && isLastLine && line !== "" && labels.some((label) => label.startsWith(line));
    if (speaksForSomeone || mayBecomeLabel) {
      text = text.slice(0, lineStart);
      break;
    }
    if (isLastLine) break;
    lineStart = lineEnd + 1;
  }
  return text.trim();
}

function withoutOwnLabel(text: string, ownLabel: string): string {
  return fold(text.slice(0, ownLabel.length)) === fold(ownLabel)
    ? text.slice(ownLabel.length).trimStart()
    : text;
}

/** Labels are compared without regard to case; folding keeps the length of the common scripts' text. */
function fold(text: string): string {
  return text.toLowerCase();
}
