import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("fr");

export const general: Texts["general"] = {
  unexpected: ({ errorId }) =>
    `⚠ Quelque chose a mal tourné ici. Le journal en dit plus sous \`${errorId}\`.`,
  moreWarnings: ({ count }) =>
    plural(count, {
      one: `… et ${number(count)} autre avertissement.`,
      other: `… et ${number(count)} autres avertissements.`,
    }),
  tokens: ({ count }) => `≈ ${number(count)} tokens`,
  hints: {
    characterMissing:
      "⚠ La carte du personnage de ce chat a disparu : il n'y a donc pas de réponse. `/chat start` fait venir quelqu'un d'autre ; qui gère le serveur voit les cartes abîmées dans `/character list`.",
    noConversation:
      "Aucun personnage n'est encore ici. `/chat start` en fait venir un, `/character list` montre qui il y a.",
    stopped: "Le chat est arrêté ici. `/chat start` le reprend.",
    directMessagesOff:
      "Qui m'héberge a désactivé les messages privés. On peut me parler sur un serveur.",
  },
};
