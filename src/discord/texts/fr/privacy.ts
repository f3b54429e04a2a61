import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("fr");

export const privacy: Texts["privacy"] = {
  command: {
    description: "Ce que je garde de toi, et comment l'effacer",
    subcommands: {
      show: { description: "Montre ce que je garde de toi" },
      export: { description: "Te donne en fichier tout ce que je garde de toi" },
      forget: { description: "Efface, après confirmation, tout ce que je garde de toi" },
      "opt-out": {
        description: "Désormais je ne note rien de toi, et les personnages n'en voient rien",
      },
      "opt-in": { description: "Annule cette opposition" },
    },
  },
  overview: ({ optedOut, turns, chats, personas, lorebooks, retentionDays }) =>
    [
      optedOut
        ? "Tu t'y es opposé : je ne note rien de toi, et les personnages n'en voient rien."
        : "Ce que tu dis là où il y a un personnage fait partie du chat.",
      `Je garde ${plural(turns, { one: `${number(turns)} message`, other: `${number(turns)} messages` })} de toi dans ${plural(chats, { one: `${number(chats)} chat`, other: `${number(chats)} chats` })}, ${plural(personas, { one: `${number(personas)} persona`, other: `${number(personas)} personas` })} et ${plural(lorebooks, { one: `${number(lorebooks)} lorebook`, other: `${number(lorebooks)} lorebooks` })} que tu as apportés.`,
      retentionDays === 0
        ? "Cela reste jusqu'à ce que quelqu'un l'efface."
        : `Les messages sont effacés après ${plural(retentionDays, { one: "1 jour", other: `${number(retentionDays)} jours` })}.`,
      "`/privacy export` te donne tout, `/privacy forget` l'efface, et avec `/privacy opt-out` je ne note plus rien.",
    ].join("\n"),
  exported: "Voici tout ce que je garde de toi.",
  form: {
    title: "Effacer tout ce qui est à moi",
    confirm: "Écris forget",
    confirmAbout: "Tes messages, les réponses, tes personas et lorebooks. C'est définitif.",
  },
  forgotten: ({ turns }) =>
    `C'est fait : ${plural(turns, { one: `${number(turns)} réplique est effacée`, other: `${number(turns)} répliques sont effacées` })}, avec tes personas, tes lorebooks et chaque prompt conservé qui contenait tes mots. Ce qui est sur Discord, tu l'effaces là-bas.`,
  optedOut:
    "Je ne note plus rien de toi, et les personnages ne voient rien de ce que tu as dit. `/privacy opt-in` l'annule, `/privacy forget` efface ce qu'il y a.",
  optedOutAlready: "Tu t'y es déjà opposé.",
  optedIn: "Ce que tu dis là où il y a un personnage fait de nouveau partie du chat.",
  optedInAlready: "Tu ne t'y es pas opposé.",
};
