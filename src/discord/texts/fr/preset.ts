import type { Texts } from "../en/english.ts";

export const preset: Texts["preset"] = {
  command: {
    description: "Comment les réponses sont tirées : préréglages de température et autres",
    subcommands: {
      show: {
        description: "Montre avec quoi les réponses sont tirées ici",
        options: { character: "Les réponses de qui ; sans indication, du premier personnage" },
      },
      set: {
        description: "Choisit un préréglage pour ce chat, un personnage ou le serveur",
        options: {
          preset: "Lequel ; sans indication, le choix plus large vaut de nouveau",
          for: {
            description: "Pour quoi ; sans indication, ce chat",
            choices: {
              chat: "ce chat",
              character: "un personnage sur ce serveur",
              server: "ce serveur",
            },
          },
          character: "Quel personnage, s'il est pour un seul",
        },
      },
      list: { description: "Liste les préréglages" },
      import: {
        description: "Prend un préréglage text-completion de SillyTavern dans un fichier JSON",
        options: { file: "Le fichier du préréglage" },
      },
      edit: {
        description: "Modifie un préréglage dans un formulaire, ou en crée un",
        options: { preset: "Lequel ; sans indication, un nouveau d'après ce qui vaut ici" },
      },
      delete: {
        description: "Supprime un préréglage de ce serveur",
        options: { preset: "Lequel" },
      },
    },
  },
  noPreset: "Aucun préréglage",
  origins: {
    thread: "Choisi pour ce fil.",
    channel: "Choisi pour ce salon.",
    category: "Choisi pour cette catégorie.",
    character: "Choisi pour le personnage.",
    guild: "Choisi pour ce serveur.",
    model: "Personne n'a choisi : ce que recommandent les auteurs du modèle, sinon l'habituel.",
  },
  scopes: {
    chat: "dans ce chat",
    character: "quand ce personnage parle sur ce serveur",
    server: "sur ce serveur",
  },
  ignored: "Laissé de côté",
  ships: "(fourni)",
  listTitle: "Préréglages",
  form: {
    title: "Préréglage",
    name: "Nom",
    settings: "Réglages",
    settingsHint: "Un par ligne, comme temperature = 0.8",
  },
  ignoredOf: ({ settings }) =>
    `Le moteur ne sait pas faire : ${settings}. La dernière réponse s'en est passée.`,
  chosen: ({ preset: name, where }) =>
    `Les réponses sont désormais tirées avec **${name}**, ${where}.`,
  takenBack: ({ where }) => `Le choix est retiré, ${where} : le plus large vaut.`,
  imported: ({ preset: name }) => `**${name}** est là. \`/preset set\` le choisit.`,
  replaced: ({ preset: name }) => `**${name}** est là, à la place du précédent.`,
  unknown: ({ settings }) => `Rien ici ne les connaît, ils sont laissés de côté : ${settings}`,
  saved: ({ preset: name }) => `**${name}** est enregistré. \`/preset set\` le choisit.`,
  deleted: ({ preset: name }) => `**${name}** n'est plus là.`,
};
