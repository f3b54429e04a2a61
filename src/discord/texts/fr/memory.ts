import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural } = countingIn("fr");

export const memory: Texts["memory"] = {
  command: {
    description: "Ce dont les personnages d'ici se souviennent",
    subcommands: {
      pin: {
        description: "Fait retenir quelque chose aux personnages",
        options: {
          text: "Ce qu'il faut retenir",
          everyone: "Si tous les personnages d'ici le savent ; sinon celui qui joue seulement",
        },
      },
      show: { description: "Montre ce qui est retenu, les résumés et l'étendue de la mémoire" },
      search: {
        description: "Retrouve ce qui a été dit dans ce chat",
        options: { text: "Ce qu'il faut chercher ; « la semaine dernière » compte aussi" },
      },
      edit: {
        description: "Change quelque chose de retenu",
        options: { fact: "Laquelle", text: "Ce qui y est dit désormais" },
      },
      forget: { description: "Retire quelque chose de retenu", options: { fact: "Laquelle" } },
      clear: { description: "Retire tout ce qui est retenu et les résumés de ce chat" },
      summarize: { description: "Fait résumer par le modèle ce qui a été dit" },
      share: {
        description: "Partage la mémoire avec les autres salons du même personnage qui partagent",
        options: { on: "S'il faut partager ; non au début" },
      },
      import: {
        description: "Reprend Memory et Author's Note d'un fichier KoboldAI ou SillyTavern",
        options: { file: "Une sauvegarde KoboldAI (JSON) ou un chat SillyTavern (JSONL)" },
      },
    },
  },
  title: "Mémoire de ce chat",
  pinned: ({ text }) => `Retenu : ${text}`,
  edited: ({ text }) => `Il y est dit maintenant : ${text}`,
  forgotten: ({ text }) => `Oublié : ${text}`,
  facts: "Ce qui est retenu",
  noFacts: "Rien. `/memory pin` en ajoute.",
  by: ({ name }) => `par ${name}`,
  summaries: "Résumés",
  noSummaries: "Aucun encore.",
  turns: ({ first, last }) => `contributions ${first} à ${last}`,
  taken: ({ count }) =>
    plural(count, {
      one: "1 contribution peut être rappelée.",
      other: `${count} contributions peuvent être rappelées.`,
    }),
  shares: "Elle est partagée avec d'autres salons de ce serveur.",
  keepsToItself: "Elle reste dans ce salon.",
  nothingFound: "Rien de tel n'a été dit ici.",
  cleared: ({ facts, summaries }) =>
    `Retirés : ${plural(facts, { one: "1 fait", other: `${facts} faits` })} et ${plural(summaries, { one: "1 résumé", other: `${summaries} résumés` })}. Ce qui a été dit reste.`,
  clearedFile: "Tout est dans le fichier : `/memory import` ramène les faits.",
  summarized: ({ count }) =>
    plural(count, { one: "1 résumé a été écrit.", other: `${count} résumés ont été écrits.` }),
  nothingToSummarize: "Il n'y a rien de nouveau à résumer.",
  imported: ({ facts, note }) =>
    `${plural(facts, { one: "1 morceau de mémoire est retenu", other: `${facts} morceaux de mémoire sont retenus` })}${note ? ", et la note de l'auteur est posée" : ""}.`,
};
