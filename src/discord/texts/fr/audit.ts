import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { number, plural } = countingIn("fr");

export const audit: Texts["audit"] = {
  command: {
    description: "Ce qui a été changé sur ce serveur, et ce qui a été signalé",
    subcommands: {
      log: { description: "Montre ce qui a été changé dernièrement, et par qui" },
      reports: { description: "Montre ce qui a été signalé et reste à traiter" },
      close: {
        description: "Note qu'un signalement est traité",
        options: { report: "Son numéro" },
      },
    },
  },
  title: "Ce qui a été changé",
  nothing: "Rien n'a encore été changé.",
  reports: "Signalements ouverts",
  noReports: "Il n'y en a pas.",
  closed: ({ number }) => `Le signalement n° ${number} est traité.`,
  actions: {
    "settings.change": "réglage",
    "settings.inherit": "réglage",
    "turn.edit": "message modifié",
    "turn.delete": "message supprimé",
    "turn.drop": "suite abandonnée",
    "turn.branch": "branche",
    "preset.save": "préréglage enregistré",
    "model.delegate": "les modèles peuvent être choisis par",
    "model.forget": "choix d'un modèle",
  },
  facts: {
    setting: ({ label, value, place }) => `**${label}** : ${value} (${place})`,
    inherited: ({ label, place }) => `**${label}** : hérité (${place})`,
    server: "tout le serveur",
    messages: ({ count }) =>
      `${number(count)} ${plural(count, { one: "message", other: "messages" })}`,
    replies: ({ count }) =>
      `${number(count)} ${plural(count, { one: "réponse", other: "réponses" })}`,
    takenBack: "annulé",
    cards: ({ added, changed, removed, broken }) =>
      `ajoutées : ${number(added)}, changées : ${number(changed)}, retirées : ${number(removed)}, illisibles : ${number(broken)}`,
    inThread: ({ character, thread }) => `${character} dans ${thread}`,
    model: ({ model, scope }) => `${model ?? "annulé"} (${scope})`,
    pulled: ({ model, source }) => `${model} depuis ${source}`,
    toRole: ({ role }) => role ?? "personne",
  },
};
