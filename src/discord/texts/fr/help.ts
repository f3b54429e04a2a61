import type { Texts } from "../en/english.ts";

export const help: Texts["help"] = {
  command: {
    description: "Explique comment parler avec les personnages et montre tes commandes",
    options: { topic: "La commande sur laquelle tu veux en savoir plus" },
  },
  title: "Parler avec des personnages",
  intro: `\`/chat start\` fait venir un personnage dans ce salon. Ensuite, mentionne-moi, réponds au personnage ou dis son nom ; en message privé, écris simplement.
\`/character list\` montre avec qui tu peux parler. \`/chat reset\` repart de zéro, \`/chat stop\` met fin au chat.`,
  introAway: `\`/talk\` dit quelque chose à un personnage, ici et partout : la première fois avec \`character\`.
\`/character list\` montre avec qui tu peux parler. \`/chat reset\` repart de zéro, \`/chat stop\` met fin au chat.`,
  tiers: {
    host: "qui a commencé le chat ou gère les salons",
    "channel-manager": "qui gère les salons",
    manager: "ceux qui gèrent le serveur, et les rôles que ses réglages désignent",
    "server-manager": "qui gère le serveur",
  },
  more: "`/help` avec un sujet dit ce que fait chaque commande.",
  inviteTitle: "Sur un autre serveur",
  invite: ({ link }) =>
    `[Ajoute-moi à un serveur](${link}), sans plus de permissions qu'il ne m'en faut.`,
  install: ({ link }) =>
    `[Ajoute-moi à tes applications](${link}), pour utiliser \`/talk\` partout.`,
  madeUp:
    "Les personnages sont joués par un modèle de langage sur l'ordinateur de qui héberge ce bot. Ce qu'ils disent est inventé.",
};
