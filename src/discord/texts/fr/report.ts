import type { Texts } from "../en/english.ts";

export const report: Texts["report"] = {
  command: {
    description: "Signale à qui gère ce serveur ce qui ne devrait pas être",
    options: { message: "Lien du message dont il s'agit" },
  },
  form: {
    title: "Signalement",
    reason: "Qu'est-ce qui ne va pas ?",
    reasonAbout: "Qui gère ce serveur le lit, avec ton nom.",
  },
  sent: ({ number }) =>
    `Merci : c'est gardé sous le n° ${number} pour qui gère ce serveur. Ce qui enfreint les règles de Discord, tu peux aussi le signaler à Discord, d'un clic droit sur le message.`,
};
