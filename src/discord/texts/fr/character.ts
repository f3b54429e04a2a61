import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("fr");

export const character: Texts["character"] = {
  command: {
    description: "Les personnages avec qui tu peux parler",
    subcommands: {
      list: { description: "Montre les personnages avec qui tu peux parler" },
      add: {
        description: "Fait entrer un personnage de plus dans cette discussion",
        options: {
          character: "Qui entre",
          greeting: "Comment il salue ; sans précision, son salut de groupe s'il en a un",
        },
      },
      remove: {
        description: "Fait sortir un personnage de cette discussion",
        options: { character: "Qui sort" },
      },
      greet: {
        description: "Fait dire à un personnage de cette discussion l'un de ses saluts",
        options: { character: "Qui salue", greeting: "Quel salut ; sans précision, le premier" },
      },
      tune: {
        description:
          "Règle l'envie de parler d'un personnage ici ; sans précision, comme sur sa carte",
        options: {
          character: "De qui il s'agit",
          talkativeness: "Pour cent ; à 0, il ne parle que si on le lui demande",
          muted: "Ne dit rien tant que c'est actif",
        },
      },
      use: {
        description: "Laisse un autre personnage continuer ce chat",
        options: { character: "Qui continue" },
      },
      info: {
        description: "Montre qui est un personnage",
        options: { character: "De qui il s'agit" },
      },
      reload: { description: "Relit les cartes sur le disque et dit ce qui a changé" },
      edit: {
        description: "Modifie la carte d'un personnage dans un formulaire",
        options: {
          character: "La carte de qui",
          field: {
            description: "Quel champ ; par défaut ceux qu'on modifie le plus",
            choices: {
              description: "Description",
              personality: "Personnalité",
              scenario: "Scénario",
              firstMessage: "Premier message",
              exampleDialogue: "Dialogue d'exemple",
              nickname: "Surnom",
              systemPrompt: "Prompt principal",
              postHistoryInstructions: "Instructions après l'historique",
              creatorNotes: "Notes du créateur",
            },
          },
        },
      },
      import: {
        description: "Fait venir un personnage de sa carte : PNG, JSON, YAML, CHARX, WebP ou JPEG",
        options: {
          card: "La carte du personnage",
          replace: "Remplacer la carte du même personnage",
        },
      },
      export: {
        description: "Te donne la carte d'un personnage en fichier",
        options: {
          character: "La carte de qui",
          format: {
            description: "Dans quel format ; PNG sans précision",
            choices: {
              png: "image PNG qui contient la carte",
              v3: "JSON, version 3",
              v2: "JSON, version 2",
              charx: "archive CHARX",
            },
          },
        },
      },
    },
  },
  title: ({ count }) => `Personnages (${count})`,
  none: "Il n'y en a pas encore. Mets une carte de personnage (PNG ou JSON) dans le dossier des personnages.",
  isHere: "ici",
  unreadable: "Cartes illisibles",
  tags: "Étiquettes",
  greeting: ({ others }) => (others === 0 ? "Salut" : `Salut (et ${others} de plus)`),
  madeBy: ({ creator }) => `par ${creator}`,
  version: ({ version }) => `version ${version}`,
  joined: ({ character, others }) =>
    `**${character}** est là. ${plural(others, { one: "Il y a maintenant 1 personnage", other: `Il y a maintenant ${number(others)} personnages` })} dans cette discussion.`,
  left: ({ character }) => `**${character}** est parti.`,
  greets: ({ character }) => `**${character}** salue.`,
  tuned: ({ character, percent, muted }) =>
    `**${character}** ${muted ? "est muet ici" : "peut parler ici"}. Envie de parler : ${percent} %.`,
  takesOver: ({ character }) =>
    `**${character}** prend le relais et sait ce qui s'est dit jusqu'ici.`,
  imported: ({ character }) =>
    `**${character}** est là. \`/chat start\` fait venir le personnage dans un salon.`,
  replaced: ({ character }) => `**${character}** est là, à la place de la carte précédente.`,
  exported: ({ character }) => `Voici **${character}**.`,
  reloaded: {
    added: ({ characters }) => `Nouveaux : ${characters}`,
    changed: ({ characters }) => `Modifiés : ${characters}`,
    removed: ({ characters }) => `Disparus : ${characters}`,
    nothing: "Rien n'a changé.",
  },
  fields: {
    description: "Description",
    personality: "Personnalité",
    scenario: "Scénario",
    firstMessage: "Premier message",
    exampleDialogue: "Dialogue d'exemple",
    nickname: "Surnom",
    systemPrompt: "Prompt principal",
    postHistoryInstructions: "Instructions après l'historique",
    creatorNotes: "Notes du créateur",
  },
  editTitle: ({ character }) => `Modifier ${character}`,
  editHint: "Ce qui est vide ici est vide dans la carte",
  edited: ({ character, fields }) =>
    `**${character}** a été modifié : ${fields}. La prochaine réponse en tient compte.`,
  notEdited: "Rien n'a été modifié.",
};
