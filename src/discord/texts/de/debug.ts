import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("de");

export const debug: Texts["debug"] = {
  command: {
    description: "Warum Figuren sagen, was sie sagen",
    subcommands: {
      prompt: {
        description: "Zeigt, was das Modell für eine Antwort bekommen hat, so wie es war",
        options: { message: "Link oder Id der Antwort; ohne Angabe die neueste hier" },
      },
    },
  },
  promptTitle: ({ character }) => `Was das Modell für die Antwort von ${character} bekam`,
  promptFile: "Der ganze Prompt steht in der Datei, so wie er war.",
  lore: ({ active }) => `Lore (${active} aktiv)`,
  noLore: "Kein Eintrag war aktiv.",
  model: "Modell",
  template: "Vorlage",
  seed: "Seed",
  ended: "Ende",
  prompt: "Prompt",
  promptOf: ({ tokens, cached }) => `${number(tokens)} Token, ${number(cached)} aus dem Cache`,
  reply: "Antwort",
  replyOf: ({ tokens, most }) => `${number(tokens)} von höchstens ${number(most)} Token`,
  time: "Zeit",
  timeOf: ({ seconds, first }) => `${number(seconds)} s, erstes Wort nach ${number(first)} s`,
  history: ({ turns, leftOut }) =>
    `Verlauf (${plural(turns, { one: "1 Beitrag", other: `${number(turns)} Beiträge` })}${leftOut === 0 ? "" : `, ${number(leftOut)} weggelassen`})`,
  leftOut: "weggelassen",
};
