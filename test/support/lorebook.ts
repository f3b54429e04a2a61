import type {
  Activation,
  ActivationInput,
  ActivationSettings,
  EntryReport,
  LoreChat,
  LoreTexts,
} from "../../src/roleplay/lorebook/activation.ts";
import { defaultActivationSettings } from "../../src/roleplay/lorebook/activation.ts";
import {
  blankEntry,
  blankLorebook,
  type Lorebook,
  type LorebookEntry,
} from "../../src/roleplay/lorebook/lorebook.ts";
import { noLoreState } from "../../src/roleplay/lorebook/timed-effects.ts";

/** An entry for tests: blank but for what is given. */
export function anEntry(fields: Partial<LorebookEntry> & { readonly id: string }): LorebookEntry {
  return { ...blankEntry, content: `Lore of ${fields.id}.`, ...fields };
}

export function aLorebook(
  entries: readonly LorebookEntry[],
  fields: Partial<Lorebook> = {},
): Lorebook {
  return { ...blankLorebook, entries, ...fields };
}

export interface ActivationScene {
  /** Oldest first; `Name: text`, or a text that Tom says. */
  readonly turns?: readonly string[];
  readonly books?: ActivationInput["books"];
  readonly chat?: Partial<LoreChat>;
  readonly texts?: Partial<LoreTexts>;
  readonly settings?: Partial<ActivationSettings>;
  readonly state?: ActivationInput["state"];
  readonly activatedElsewhere?: readonly string[];
  readonly tools?: Partial<ActivationInput["tools"]>;
}

/** An activation with one book, `book`, over a chat of few turns. Words count as tokens, and dice show 0. */
export function anActivation(
  entries: readonly LorebookEntry[],
  scene: ActivationScene = {},
): ActivationInput {
  const turns = (scene.turns ?? []).map((turn, index) => {
    const [, speakerName = "Tom", text = ""] = /^(?:(\w+): )?([\s\S]*)$/.exec(turn) ?? [];
    return { id: `t${index + 1}`, speakerName, text };
  });
  return {
    books: scene.books ?? [{ id: "book", source: "character", book: aLorebook(entries) }],
    chat: {
      turns,
      turnCount: turns.length,
      characterTurnCount: turns.filter(({ speakerName }) => speakerName === "Rosie").length,
      greetingIndex: null,
      generation: "normal",
      character: { names: ["Rosie"], tags: [] },
      userIconName: null,
      contextFull: false,
      authorsNoteShown: true,
      ...scene.chat,
    },
    texts: {
      personaDescription: "",
      characterDescription: "",
      characterPersonality: "",
      characterDepthPrompt: "",
      scenario: "",
      creatorNotes: "",
      injected: [],
      ...scene.texts,
    },
    settings: { ...defaultActivationSettings, ...scene.settings },
    state: scene.state ?? noLoreState,
    activatedElsewhere: new Set(scene.activatedElsewhere ?? []),
    tools: {
      expand: (text) => text.replaceAll("{{char}}", "Rosie").replaceAll("{{user}}", "Tom"),
      countTokens: (text) => text.split(/\s+/).filter((word) => word !== "").length,
      random: () => 0,
      ...scene.tools,
    },
  };
}

/** Ids of the active entries, in reading order. */
export function activeIds({ entries }: Activation): string[] {
  return entries.filter(({ outcome }) => outcome.active).map(({ entryId }) => entryId);
}

export function reportOf({ entries }: Activation, entryId: string): EntryReport {
  const report = entries.find((entry) => entry.entryId === entryId);
  if (report === undefined) throw new Error(`there is no entry "${entryId}"`);
  return report;
}
