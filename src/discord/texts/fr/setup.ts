import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural } = countingIn("fr");

export const setup: Texts["setup"] = {
  command: {
    description: "Vérifie tout et te mène pas à pas à la première réponse d'un personnage ici",
    options: {
      character: "Qui doit être dans ce salon",
      answer: {
        description: "Ce qui reçoit une réponse",
        choices: {
          addressed: "seulement ce qui s'adresse au personnage",
          always: "chaque message",
        },
      },
      test: "Pose une question au personnage, pour voir sa première réponse",
    },
  },
  title: "Installer Hearthside dans un salon",
  left: ({ steps }) =>
    plural(steps, { one: "Il reste une étape.", other: `Il reste ${steps} étapes.` }),
  ready: "Tout est là. Écris quelque chose dans le salon, ou appuie sur « Poser une question ».",
  chatMissing: "Choisis ci-dessous qui doit être ici.",
  chooseChannel: "Quel salon",
  chooseCharacter: "Qui doit être ici",
  chooseModel: "Quel modèle répond ici",
  answerAddressed: "Répond quand on s'adresse à lui",
  answerAlways: "Répond à tout",
  askSomething: "Poser une question",
  lookAgain: "Vérifier de nouveau",
  notAnswered:
    "J'ai demandé en ton nom, mais personne ne répond ici pour l'instant. `/debug why` dit pourquoi.",
  permissions: "Ce que je peux faire",
  permissionsThere: "J'ai toutes les permissions qu'il me faut.",
  permissionsInServer: ({ permissions }) =>
    `Il manque à mon rôle : ${permissions}. Ouvre Paramètres du serveur, Rôles, mon rôle, Permissions, et active-les.`,
  permissionsInChannel: ({ permissions }) =>
    `Ce salon me refuse : ${permissions}. Ouvre Modifier le salon, Permissions, ajoute mon rôle et accorde-les.`,
  optionalThere: ({ permission }) =>
    `Facultatif, pour \`/persona autoproxy\` seulement : ${permission}. J'y ai droit ici.`,
  optionalMissing: ({ permission }) =>
    `Facultatif, pour \`/persona autoproxy\` seulement : ${permission}. Je n'y ai pas droit ici ; rien d'autre n'en a besoin.`,
  voice: "Noms et images des personnages",
  voiceThere: "Ici, les personnages parlent sous leur propre nom, avec leur propre image.",
  model: "Modèle",
  modelThere: ({ models }) => `En marche : ${models}.`,
  modelMissing:
    "Aucun modèle ne tourne. Qui héberge ce bot doit démarrer un worker ; `hearthside doctor` dit ce qui manque.",
  characters: "Personnages",
  charactersThere: ({ count }) =>
    plural(count, { one: `${count} personnage est là.`, other: `${count} personnages sont là.` }),
  charactersMissing:
    "Il n'y en a pas encore. `/character import` en fait venir un de sa carte, ou mets des cartes dans le dossier des personnages.",
  cardsBroken: ({ count }) =>
    plural(count, {
      one: `⚠ ${count} carte est illisible : \`/character list\` dit pourquoi.`,
      other: `⚠ ${count} cartes sont illisibles : \`/character list\` dit pourquoi.`,
    }),
  chat: "Un personnage dans ce salon",
  chatAddressed: ({ character }) =>
    `**${character}** est ici et répond quand on le mentionne, lui répond ou l'appelle par son nom.`,
  chatAlways: ({ character }) => `**${character}** est ici et répond à chaque message.`,
  testQuestion: "Bonjour ! Qui es-tu, et quel est cet endroit ?",
  chosen: "Voilà : le personnage salue dans le salon.",
  asked:
    "J'ai demandé en ton nom : « Bonjour ! Qui es-tu, et quel est cet endroit ? » La réponse apparaît dans le salon.",
};
