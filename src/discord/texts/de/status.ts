import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("de");

export const status: Texts["status"] = {
  command: { description: "Zeigt, wie beschäftigt der Bot ist und wie schnell Antworten kommen" },
  title: "Wie es läuft",
  firstWords: "Erste Worte",
  speed: "Tempo",
  promptCache: "Prompt-Cache",
  slots: "Plätze",
  queue: "Warteschlange",
  models: "Modelle",
  notYet: "noch keine Antwort",
  after: ({ seconds }) => `nach ${number(seconds)} s`,
  tokensPerSecond: ({ rate }) => `${number(rate)} Token/s`,
  cacheHits: ({ percent }) => `${percent} % Treffer`,
  inUse: ({ busy, slots, waiting }) =>
    `${number(busy)} von ${number(slots)} belegt${waiting === 0 ? "" : `, ${plural(waiting, { one: "1 Antwort wartet auf einen", other: `${number(waiting)} Antworten warten auf einen` })}`}`,
  queueOf: ({ active, waiting }) => `${number(active)} in Arbeit, ${number(waiting)} warten`,
  modes: {
    paused: "angehalten: nichts wird angefangen",
    draining: "wird geleert: nichts Neues wird angenommen",
  },
  wait: ({ seconds }) =>
    `eine neue Antwort würde etwa ${plural(seconds, { one: "1 Sekunde", other: `${number(seconds)} Sekunden` })} warten`,
  nobody: "Von keinem Worker war zuletzt etwas zu hören. Antworten warten, bis es einen gibt.",
  loading: ({ model, percent }) => `${model} (wird geladen, ${percent} %)`,
  leaving: ({ model }) => `${model} (geht gerade)`,
  since: ({ replies }) =>
    plural(replies, {
      one: "Erste Worte und Tempo sind die der neuesten Antwort.",
      other: `Erste Worte und Tempo sind Mediane der neuesten ${number(replies)} Antworten.`,
    }),
  workerDetails: ({ engine, models, active, waiting, generated, cachePercent }) =>
    [
      engine,
      models === null ? "" : `${models} an Modellen im Speicher`,
      `${number(active)} in Arbeit, ${number(waiting)} warten`,
      `${number(generated)} Token geschrieben`,
      cachePercent === null ? "" : `${cachePercent} % der Prompts aus dem Cache`,
    ]
      .filter((part) => part !== "")
      .join("; "),
};
