import type { ActiveLore, PlacedLore } from "../lorebook/activation.ts";
import type { PromptLayout } from "./prompt-input.ts";

/** The places of lore in the prompt's head, in reading order. */
const headPlaces = [
  "beforeChar",
  "personality",
  "scenario",
  "afterChar",
  "beforeExamples",
  "afterExamples",
] as const;

export type HeadPlace = (typeof headPlaces)[number];

export interface LoreLayout {
  readonly head: Readonly<Record<HeadPlace, readonly ActiveLore[]>>;
  /** What would stand in the head if it weren't gone again soon, in the order it would have there. */
  readonly tail: readonly ActiveLore[];
}

/**
 * Divides the lore that belongs to the head. Cache-friendly: only what is active in every prompt may stand there. An
 * entry that comes and goes would change the prompt near its start, and the engine would read the whole chat again.
 */
export function layOutLore(lore: PlacedLore | undefined, layout: PromptLayout): LoreLayout {
  const inHead = (entry: ActiveLore) => layout === "strict" || entry.constant;
  const headOf = (place: HeadPlace) => (lore?.[place] ?? []).filter(inHead);
  return {
    head: {
      beforeChar: headOf("beforeChar"),
      afterChar: headOf("afterChar"),
      personality: headOf("personality"),
      scenario: headOf("scenario"),
      beforeExamples: headOf("beforeExamples"),
      afterExamples: headOf("afterExamples"),
    },
    tail: headPlaces.flatMap((place) => (lore?.[place] ?? []).filter((entry) => !inHead(entry))),
  };
}
