import type { Character } from "../src/roleplay/character/character.ts";
import { parseCard } from "../src/roleplay/character/parse-card.ts";
import { activateEntries } from "../src/roleplay/lorebook/activate-entries.ts";
import { defaultActivationSettings, lorebookBudget } from "../src/roleplay/lorebook/activation.ts";
import { blankEntry, blankLorebook, type Lorebook } from "../src/roleplay/lorebook/lorebook.ts";
import { seededDice } from "../src/roleplay/lorebook/seeded-dice.ts";
import { noLoreState } from "../src/roleplay/lorebook/timed-effects.ts";
import { assemblePrompt } from "../src/roleplay/prompt/assemble-prompt.ts";
import { estimateTokens } from "../src/roleplay/prompt/estimate-tokens.ts";
import { fitPrompt } from "../src/roleplay/prompt/fit-prompt.ts";
import { namedLayout } from "../src/roleplay/prompt/named-layout.ts";
import type { PromptTurn } from "../src/roleplay/prompt/prompt-input.ts";
import { sectionMessages } from "../src/roleplay/prompt/section-messages.ts";
import type { Bench } from "./support/bench.ts";

const contextSize = 8192;
const replyTokens = 300;
const rounds = 100;
const random = seededDice("bench");
const layout = namedLayout("chatml");

const words =
  "rain road lantern stew goat river winter song bread harbour old door fire market".split(" ");

function prose(seed: string, count: number): string {
  return Array.from(
    { length: count },
    (_, index) => words[Math.floor(random(`${seed} ${index}`) * words.length)] ?? "",
  ).join(" ");
}

/** A card as people write them: some 900 tokens. */
const character: Character = parseCard(
  {
    spec: "chara_card_v2",
    spec_version: "2.0",
    data: {
      name: "Rosie",
      description: `{{char}} keeps a tavern. ${prose("description", 400)}`,
      personality: prose("personality", 30),
      scenario: `{{user}} comes in. ${prose("scenario", 40)}`,
      mes_example: `<START>\n{{user}}: ${prose("one", 30)}\n<START>\n{{char}}: ${prose("two", 60)}`,
      post_history_instructions: "Stay in character, {{char}}.",
      extensions: { depth_prompt: { prompt: "{{char}} limps.", depth: 4, role: "system" } },
    },
  },
  "rosie",
  "rosie.json",
).card;

/** 200 entries, of which every tenth is mentioned somewhere and every twentieth is constant. */
const book: Lorebook = {
  ...blankLorebook,
  entries: Array.from({ length: 200 }, (_, index) => ({
    ...blankEntry,
    id: String(index),
    keys: [`place${index}`],
    constant: index % 20 === 0,
    content: `Of place${index}: ${prose(`entry ${index}`, 25)}`,
  })),
};

/** Turns of some 45 tokens each. */
function aChat(turns: number): readonly PromptTurn[] {
  return Array.from({ length: turns }, (_, index) => ({
    id: `turn-${index}`,
    speakerName: index % 2 === 0 ? "Tom" : "Rosie",
    text: `${prose(`turn ${index}`, 28)} place${(index * 10) % 200}.`,
    ownTurn: index % 2 === 1,
  }));
}

function activate(history: readonly PromptTurn[]) {
  return activateEntries({
    books: [{ id: "book", source: "character", book }],
    chat: {
      turns: history,
      turnCount: history.length,
      characterTurnCount: history.length / 2,
      greetingIndex: 0,
      generation: "normal",
      character: { names: ["Rosie"], tags: [] },
      userIconName: null,
      contextFull: false,
      authorsNoteShown: true,
    },
    texts: {
      personaDescription: "",
      characterDescription: character.description,
      characterPersonality: character.personality,
      characterDepthPrompt: "",
      scenario: character.scenario,
      creatorNotes: "",
      injected: [],
    },
    settings: {
      ...defaultActivationSettings,
      scanDepth: 10,
      tokenBudget: lorebookBudget(contextSize),
    },
    state: noLoreState,
    activatedElsewhere: new Set(),
    tools: { expand: (text) => text, countTokens: estimateTokens, random },
  }).lore;
}

/** Counts as an engine does: a text is tokenised once and remembered. */
function countingTokens() {
  const known = new Map<string, number>();
  return (text: string) => {
    const tokens = known.get(text) ?? estimateTokens(text);
    known.set(text, tokens);
    return tokens;
  };
}

interface Parts {
  readonly lore: () => unknown;
  readonly assemble: () => unknown;
  readonly fit: () => unknown;
}

function partsOf(history: readonly PromptTurn[]): Parts & { readonly kept: number } {
  const lore = activate(history);
  const count = countingTokens();
  const assemble = () =>
    assemblePrompt({
      character,
      userNames: ["Tom"],
      history,
      lore,
      authorsNote: { text: "Keep it short, {{char}}.", depth: 4, role: "system" },
      personas: [{ name: "Tom", description: "{{user}} is a smith.", position: "in-prompt" }],
    });
  const { sections, replyPrefix } = assemble();
  const fit = () =>
    fitPrompt({
      sections,
      budget: contextSize - replyTokens - 1,
      countTokens: ({ text }) => count(text) + 5,
      measure: (some) =>
        layout
          .render(sectionMessages(some), replyPrefix)
          .reduce((sum, { text }) => sum + count(text), 0),
    });
  const kept = fit().filter(({ trim }) => trim.kind === "history").length;
  return { lore: () => activate(history), assemble, fit, kept };
}

/** The fastest, since whatever else the machine does only ever adds. */
function bestMs(run: () => unknown): number {
  return Math.min(
    ...Array.from({ length: rounds }, () => {
      const start = performance.now();
      run();
      return performance.now() - start;
    }),
  );
}

/**
 * How long the prompt for a context of 8192 tokens takes, and how that grows with the chat: the lore, the sections, then
 * fitting and writing them.
 */
export const promptAssembly: Bench = {
  name: "prompt",
  async run({ say }) {
    say(`prompt: a context of ${contextSize} tokens`);
    // The first runs are the compiler's.
    measure(400);
    const times = [50, 100, 200, 400].map(measure);
    const [shortest, longest] = [times[0], times.at(-1)];
    if (shortest === undefined || longest === undefined) throw new Error("nothing was measured");
    const total = ({ lore, assembly, fitting }: Times) => lore + assembly + fitting;
    return [
      {
        name: `lore, assembly and fitting of a prompt, a chat of ${longest.turns} turns / of ${shortest.turns}`,
        value: (total(longest) / total(shortest)).toFixed(2),
        detail: `${times.map(describeTimes).join("; ")}; a context of ${contextSize} tokens, 200 lorebook entries; best of ${rounds}`,
      },
    ];
  },
};

interface Times {
  readonly turns: number;
  readonly kept: number;
  /** In milliseconds, like the others. */
  readonly lore: number;
  readonly assembly: number;
  readonly fitting: number;
}

function measure(turns: number): Times {
  const { lore, assemble, fit, kept } = partsOf(aChat(turns));
  return { turns, kept, lore: bestMs(lore), assembly: bestMs(assemble), fitting: bestMs(fit) };
}

function describeTimes({ turns, kept, lore, assembly, fitting }: Times): string {
  const [loreMs, assemblyMs, fittingMs] = [lore, assembly, fitting].map((ms) => ms.toFixed(1));
  return `${turns} turns: ${loreMs} + ${assemblyMs} + ${fittingMs} ms, ${kept} turns kept`;
}
