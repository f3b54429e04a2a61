import type { LorePlace } from "../../../roleplay/lorebook/activation.ts";
import { englishOutcomes } from "../../../roleplay/lorebook/outcome-words.ts";

type PlainPlace = Exclude<LorePlace, "atDepth">;

/** Why an entry is active or not, and where it goes. */
export const loreOutcomes = {
  why: englishOutcomes,
  cost: ({ tokens, where }: { readonly tokens: number; readonly where: string }) =>
    `About ${tokens} tokens, ${where}.`,
  atDepth: ({ depth }: { readonly depth: number }) => `at depth ${depth}`,
  places: {
    beforeChar: "before the character",
    afterChar: "after the character",
    personality: "with the personality",
    scenario: "with the scenario",
    beforeExamples: "before the examples",
    afterExamples: "after the examples",
    authorsNoteTop: "above the author's note",
    authorsNoteBottom: "below the author's note",
    outlet: "where the card's outlet is",
  } satisfies Record<PlainPlace, string>,
};
