import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("fr");

export const debug: Texts["debug"] = {
  command: {
    description: "Pourquoi les personnages disent ce qu'ils disent",
    subcommands: {
      prompt: {
        description: "Montre ce que le modèle a reçu pour une réponse, tel quel",
        options: { message: "Lien ou identifiant de la réponse ; sans précision, la dernière ici" },
      },
    },
  },
  promptTitle: ({ character }) => `Ce que le modèle a reçu pour la réponse de ${character}`,
  promptFile: "Le prompt entier est dans le fichier, tel quel.",
  lore: ({ active }) => `Lore (actives : ${active})`,
  noLore: "Aucune entrée n'était active.",
  model: "Modèle",
  template: "Gabarit",
  seed: "Graine",
  ended: "Fin",
  prompt: "Prompt",
  promptOf: ({ tokens, cached }) => `${number(tokens)} tokens, dont ${number(cached)} en cache`,
  reply: "Réponse",
  replyOf: ({ tokens, most }) => `${number(tokens)} tokens sur ${number(most)} au plus`,
  time: "Durée",
  timeOf: ({ seconds, first }) => `${number(seconds)} s, premier mot après ${number(first)} s`,
  history: ({ turns, leftOut }) =>
    `historique (${plural(turns, { one: `${number(turns)} tour`, other: `${number(turns)} tours` })}${leftOut === 0 ? "" : `, dont ${number(leftOut)} omis`})`,
  leftOut: "omis",
};
