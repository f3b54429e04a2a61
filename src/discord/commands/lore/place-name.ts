import type { LorePlace } from "../../../roleplay/lorebook/activation.ts";

const names: Record<Exclude<LorePlace, "atDepth">, string> = {
  beforeChar: "before the character",
  afterChar: "after the character",
  personality: "with the personality",
  scenario: "with the scenario",
  beforeExamples: "before the examples",
  afterExamples: "after the examples",
  authorsNoteTop: "above the author's note",
  authorsNoteBottom: "below the author's note",
  outlet: "where the card's outlet is",
};

/** Where an entry goes, for people. */
export function placeName(place: LorePlace, depth: number | null): string {
  return place === "atDepth" ? `at depth ${depth ?? 0}` : names[place];
}
