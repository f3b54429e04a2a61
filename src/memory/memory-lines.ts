/** Something remembered, as it stands in a prompt. */
export interface MemoryLine {
  readonly text: string;
  /** The turn that it comes from; null for what was written down without one. */
  readonly turnId: string | null;
  /** Who said or pinned it; absent from summaries. */
  readonly authorId?: string;
  /** For a summary: positions of the turns that it stands for, both included. */
  readonly positions?: readonly [number, number];
}

/** What one prompt remembers, in the order in which it stands there. */
export interface RememberedTexts {
  /** Pinned by people: the same in every prompt. */
  readonly facts: readonly MemoryLine[];
  /** What was said before the window, in short. */
  readonly summaries: readonly MemoryLine[];
  /** Turns that a search found again, in order of time. */
  readonly recalled: readonly MemoryLine[];
  /** Turns that the prompt before recalled and this one doesn't, as far as they say the same still. */
  readonly lingering: readonly MemoryLine[];
}

export const nothingRemembered: RememberedTexts = {
  facts: [],
  summaries: [],
  recalled: [],
  lingering: [],
};

/** A turn as a line, with its speaker and its day; a long one loses its end. */
export function turnLine(turn: {
  readonly speakerName: string;
  readonly text: string;
  readonly at: number;
  readonly timeZone: string;
  readonly locale: string;
}): string {
  const day = new Intl.DateTimeFormat(turn.locale, {
    dateStyle: "medium",
    timeZone: turn.timeZone,
  }).format(turn.at);
  return `${turn.speakerName}: ${words(turn.text)} (${day})`;
}

/** Whether a line is of a turn that says this. */
export function isLineOf(line: string, text: string): boolean {
  return text.trim() !== "" && line.includes(`: ${words(text)} (`);
}

function words(text: string): string {
  return shortened(text.replaceAll(/\s+/g, " ").trim());
}

const longestLine = 400;

function shortened(text: string): string {
  if (text.length <= longestLine) return text;
  const cut = text.slice(0, longestLine);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), longestLine / 2))} …`;
}
