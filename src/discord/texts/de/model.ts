import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("de");

export const model: Texts["model"] = {
  command: {
    description: "Das Modell, das antwortet",
    subcommands: {
      show: { description: "Zeigt das Modell, das antwortet, und wie beschäftigt es ist" },
    },
  },
  none: "Kein Modell läuft",
  noWorker: "Von keinem Worker war zuletzt etwas zu hören. Antworten warten, bis es einen gibt.",
  quantisation: "Quantisierung",
  size: "Größe",
  architecture: "Architektur",
  context: "Kontext",
  slots: "Plätze",
  workers: "Worker",
  queue: "Warteschlange",
  queueOf: ({ active, waiting }) => `${number(active)} in Arbeit, ${number(waiting)} warten`,
  generated: "Erzeugt",
  promptCache: "Prompt-Cache",
  cacheUnused: "noch nicht benutzt",
  cacheHits: ({ percent }) => `${percent} % Treffer`,
  count: number,
  tokens: ({ count }) => plural(count, { one: "1 Token", other: `${number(count)} Token` }),
  fallbackName: "Modell",
};
