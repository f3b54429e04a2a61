import { activateEntries } from "../src/roleplay/lorebook/activate-entries.ts";
import { defaultActivationSettings } from "../src/roleplay/lorebook/activation.ts";
import { blankEntry, blankLorebook, type Lorebook } from "../src/roleplay/lorebook/lorebook.ts";
import { seededDice } from "../src/roleplay/lorebook/seeded-dice.ts";
import { noLoreState } from "../src/roleplay/lorebook/timed-effects.ts";
import type { Bench } from "./support/bench.ts";
import type { Figure } from "./support/figures.ts";

const rounds = 20;
const random = seededDice("bench");
const syllables = "ba ko ri tan el vor is ga mun sel tho ra dim un pel ver ash lo ken mir".split(
  " ",
);

function word(seed: number): string {
  return Array.from(
    { length: 3 },
    (_, index) => syllables[Math.floor(random(`${seed} ${index}`) * syllables.length)] ?? "",
  ).join("");
}

/** Three keys an entry, as `keyOf` writes them; one entry in fifty is mentioned in the chat. */
function aBook(entries: number, keyOf: (word: string) => string): Lorebook {
  return {
    ...blankLorebook,
    entries: Array.from({ length: entries }, (_, index) => ({
      ...blankEntry,
      id: String(index),
      keys: [0, 1, 2].map((offset) => keyOf(`${word(index * 3 + offset)}${index}`)),
      content: `Entry ${index} speaks of ${word(index)} and of things that happened long ago.`,
    })),
  };
}

/** Turns of some 400 characters. */
function aChat(turns: number, entries: number) {
  return Array.from({ length: turns }, (_, index) => {
    const mentioned = Math.floor(random(`mention ${index}`) * (entries / 50)) * 50;
    const words = Array.from({ length: 55 }, (_, offset) => word(1e6 + index * 55 + offset));
    const text = `${words.join(" ")} ${word(mentioned * 3)}${mentioned}.`;
    return { id: String(index), speakerName: index % 2 === 0 ? "Tom" : "Rosie", text };
  });
}

function measure(book: Lorebook, turns: ReturnType<typeof aChat>, recursive: boolean) {
  const run = () =>
    activateEntries({
      books: [{ id: "book", source: "character", book }],
      chat: {
        turns,
        turnCount: turns.length,
        characterTurnCount: turns.length / 2,
        greetingIndex: 0,
        generation: "normal",
        character: { names: ["Rosie"], tags: [] },
        userIconName: null,
        contextFull: false,
        authorsNoteShown: true,
      },
      texts: {
        personaDescription: "",
        characterDescription: "",
        characterPersonality: "",
        characterDepthPrompt: "",
        scenario: "",
        creatorNotes: "",
        injected: [],
      },
      settings: { ...defaultActivationSettings, scanDepth: turns.length, recursive },
      state: noLoreState,
      activatedElsewhere: new Set(),
      tools: { expand: (text) => text, countTokens: (text) => text.length / 4, random },
    });
  const before = performance.now();
  const active = run().entries.filter(({ outcome }) => outcome.active).length;
  const firstMs = performance.now() - before;
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  // The fastest, since whatever else the machine does only ever adds.
  return { active, firstMs, bestMs: Math.min(...times) };
}

const kinds: readonly { name: string; recursive: boolean; keyOf: (word: string) => string }[] = [
  { name: "plain keys", recursive: false, keyOf: (key) => key },
  { name: "plain keys, recursive", recursive: true, keyOf: (key) => key },
  { name: "regex keys", recursive: false, keyOf: (key) => `/\\b${key}s?\\b/i` },
];

/** How long the activation of a lorebook takes with every turn scanned, and how that grows with entries and turns. */
export const lorebook: Bench = {
  name: "lorebook",
  run: async ({ say }) => kinds.map((kind) => figureOf(kind, say)),
};

function figureOf(
  { name, recursive, keyOf }: (typeof kinds)[number],
  say: (line: string) => void,
): Figure {
  say(`lorebook: ${name}`);
  const at = (entries: number, turns: number) =>
    measure({ ...aBook(entries, keyOf) }, aChat(turns, entries), recursive);
  // The first runs are the compiler's.
  at(100, 10);
  const usual = at(1_000, 100);
  const others = [
    { entries: 1_000, turns: 10 },
    { entries: 100, turns: 100 },
    { entries: 5_000, turns: 100 },
  ].map(({ entries, turns }) => {
    const { bestMs } = at(entries, turns);
    return `${entries} entries, ${turns} turns: ${bestMs.toFixed(1)} ms`;
  });
  return {
    name: `activation of 1,000 entries over 100 turns, ${name}`,
    value: `${usual.bestMs.toFixed(1)} ms`,
    detail: `${others.join("; ")}; ${usual.active} of 1,000 active; ${usual.firstMs.toFixed(0)} ms the first time, when the book is prepared; best of ${rounds}`,
  };
}
