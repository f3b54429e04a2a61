import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural } = countingIn("de");

export const note: Texts["note"] = {
  command: {
    description: "Die Autorennotiz: eine Anweisung, die nahe am Ende des Chats bleibt",
    subcommands: {
      set: {
        description: "Schreibt die Autorennotiz: eine Anweisung nahe am Ende jedes Prompts",
        options: {
          text: "Was darin steht; ohne Angabe bleibt es, wie es ist",
          depth: "Wie viele Beiträge des Chats nach ihr kommen; anfangs 4",
          interval: "Nach wie vielen Nachrichten sie dabei ist; 1 ist immer, 0 nie",
          role: {
            description: "Wessen Stimme sie hat; anfangs die des Systems",
            choices: { system: "System", user: "Mensch", assistant: "Figur" },
          },
        },
      },
      show: { description: "Zeigt die Autorennotiz dieses Chats" },
      clear: { description: "Entfernt die Autorennotiz dieses Chats" },
    },
  },
  title: "Autorennotiz",
  none: "Dieser Chat hat keine Autorennotiz. `/note set` schreibt eine.",
  cleared: "Ab der nächsten Antwort ist die Autorennotiz weg.",
  wasNone: "Dieser Chat hat keine Autorennotiz.",
  depth: "Tiefe",
  depthOf: ({ turns }) =>
    turns === 0
      ? "nach dem letzten Beitrag"
      : plural(turns, { one: "1 Beitrag folgt", other: `${turns} Beiträge folgen` }),
  frequency: "Wie oft",
  frequencyOf: ({ interval }) =>
    interval === 0
      ? "nie"
      : interval === 1
        ? "in jedem Prompt"
        : `nach je ${interval} Nachrichten von Menschen`,
  voice: "Stimme",
  voices: { system: "die des Systems", user: "die des Menschen", assistant: "die der Figur" },
};
