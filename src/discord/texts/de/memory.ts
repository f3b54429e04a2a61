import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural } = countingIn("de");

export const memory: Texts["memory"] = {
  command: {
    description: "Woran sich die Figuren hier erinnern",
    subcommands: {
      pin: {
        description: "Lässt die Figuren sich etwas merken",
        options: {
          text: "Was sie sich merken sollen",
          everyone: "Ob jede Figur hier es weiß; sonst nur die, die gerade spielt",
        },
      },
      show: { description: "Zeigt Gemerktes, Zusammenfassungen und wie viel erinnert wird" },
      search: {
        description: "Findet, was in diesem Chat gesagt wurde",
        options: { text: "Wonach zu suchen ist; Zeitwörter wie „letzte Woche“ zählen mit" },
      },
      edit: {
        description: "Ändert etwas Gemerktes",
        options: { fact: "Was davon", text: "Was künftig da steht" },
      },
      forget: { description: "Streicht etwas Gemerktes", options: { fact: "Was davon" } },
      clear: { description: "Streicht alles Gemerkte und alle Zusammenfassungen dieses Chats" },
      summarize: { description: "Lässt das Modell zusammenfassen, was bisher gesagt wurde" },
      share: {
        description: "Teilt die Erinnerung mit anderen teilenden Kanälen derselben Figur hier",
        options: { on: "Ob geteilt wird; anfangs nicht" },
      },
      import: {
        description: "Übernimmt Memory und Author's Note aus KoboldAI oder SillyTavern",
        options: {
          file: "Ein Spielstand von KoboldAI (JSON) oder ein Chat von SillyTavern (JSONL)",
        },
      },
    },
  },
  title: "Erinnerung dieses Chats",
  pinned: ({ text }) => `Gemerkt: ${text}`,
  edited: ({ text }) => `Da steht jetzt: ${text}`,
  forgotten: ({ text }) => `Vergessen: ${text}`,
  facts: "Gemerktes",
  noFacts: "Nichts. `/memory pin` fügt etwas hinzu.",
  by: ({ name }) => `von ${name}`,
  summaries: "Zusammenfassungen",
  noSummaries: "Noch keine.",
  turns: ({ first, last }) => `Beiträge ${first} bis ${last}`,
  taken: ({ count }) =>
    plural(count, {
      one: "1 Beitrag kann erinnert werden.",
      other: `${count} Beiträge können erinnert werden.`,
    }),
  shares: "Sie wird mit anderen Kanälen dieses Servers geteilt.",
  keepsToItself: "Sie bleibt in diesem Kanal.",
  nothingFound: "Nichts dergleichen wurde hier gesagt.",
  cleared: ({ facts, summaries }) =>
    `Weg sind: ${plural(facts, { one: "1 Gemerktes", other: `${facts} Gemerkte` })} und ${plural(summaries, { one: "1 Zusammenfassung", other: `${summaries} Zusammenfassungen` })}. Was gesagt wurde, bleibt.`,
  clearedFile: "In der Datei steht es noch: `/memory import` bringt das Gemerkte zurück.",
  summarized: ({ count }) =>
    plural(count, {
      one: "1 Zusammenfassung wurde geschrieben.",
      other: `${count} Zusammenfassungen wurden geschrieben.`,
    }),
  nothingToSummarize: "Es gibt nichts Neues zusammenzufassen.",
  imported: ({ facts, note }) =>
    `${plural(facts, { one: "1 Stück Memory ist", other: `${facts} Stücke Memory sind` })} gemerkt${note ? ", und die Autorennotiz ist gesetzt" : ""}.`,
};
