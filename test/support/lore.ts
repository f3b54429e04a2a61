import type { ActiveLore, PlacedLore } from "../../src/roleplay/lorebook/activation.ts";

export const noLore: PlacedLore = {
  beforeChar: [],
  afterChar: [],
  personality: [],
  scenario: [],
  beforeExamples: [],
  afterExamples: [],
  authorsNoteTop: [],
  authorsNoteBottom: [],
  atDepth: [],
  outlets: new Map(),
};

/** An active entry for tests: its text is what is given; it is triggered unless `constant` says otherwise. */
export function activeLore(text: string, fields: Partial<ActiveLore> = {}): ActiveLore {
  return {
    ref: `book/${text}`,
    title: text,
    text,
    tokens: 1,
    role: "system",
    constant: false,
    ...fields,
  };
}

export function placedLore(fields: Partial<PlacedLore>): PlacedLore {
  return { ...noLore, ...fields };
}
