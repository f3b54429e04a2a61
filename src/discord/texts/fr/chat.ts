import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("fr");
const either = new Intl.ListFormat("fr", { type: "disjunction" });
const both = new Intl.ListFormat("fr", { type: "conjunction" });

export const chat: Texts["chat"] = {
  command: {
    description: "Parle avec un personnage dans ce salon",
    subcommands: {
      start: {
        description: "Commence un chat avec un personnage dans ce salon",
        options: {
          character: "Avec qui tu veux parler",
          greeting: "Comment le personnage salue ; sans précision, son premier salut",
          answer: {
            description:
              "Ce qui reçoit une réponse ; sans précision, comme avant, au début ce qui s'adresse à lui",
            choices: { addressed: "quand on s'adresse à lui", always: "chaque message" },
          },
          model: "Quel modèle répond ici ; inchangé par défaut",
          place: {
            description: "Où ; ici sans précision",
            choices: {
              here: "ici",
              thread: "dans un fil à part",
              "private-thread": "dans un fil privé, rien que pour toi",
            },
          },
        },
      },
      next: {
        description: "Fait parler un personnage sans qu'on l'appelle",
        options: { character: "Lequel ; sans précision, celui dont c'est le tour" },
      },
      reset: { description: "Repart de zéro : le personnage oublie ce qui s'est dit ici" },
      continue: {
        description: "La dernière réponse continue, ou ton dernier message reçoit une réponse",
      },
      undo: {
        description: "Reprend les dernières réponses et ce à quoi elles répondaient",
        options: { n: "Combien de réponses ; une si rien n'est indiqué" },
      },
      stop: {
        description: "Met fin au chat ici ; sans ce droit, arrête les réponses qui te sont faites",
      },
      export: {
        description: "Te donne tout le chat en fichier",
        options: {
          format: {
            description: "Dans quel format ; texte sans précision",
            choices: {
              txt: "texte",
              md: "fichier Markdown",
              jsonl: "SillyTavern (JSONL), avec toutes les variantes",
            },
          },
        },
      },
      import: {
        description: "Continue ici un chat de SillyTavern, ou un chat exporté",
        options: {
          file: "Le chat en JSONL",
          character: "Qui le continue ; sans précision, le personnage que nomme le fichier",
        },
      },
    },
  },
  nextIs: ({ character }) => `C'est au tour de **${character}**.`,
  noGreeting: "Sans salut",
  started: ({ character }) => `**${character}** est là.`,
  startedIn: ({ character, thread }) => `**${character}** est dans ${thread}.`,
  resumed: ({ character }) =>
    `**${character}** est là, et le chat reprend où il en était. \`/chat reset\` repart de zéro.`,
  answersTo: {
    everything: "Chaque message reçoit une réponse : écris, tout simplement.",
    called: ({ ways }) => `Pour avoir une réponse, ${either.format(ways)}.`,
    nobody:
      "Mais personne ne reçoit de réponse ici : « Les personnages répondent » est désactivé dans `/channel settings`.",
    ways: {
      mention: "mentionne-moi",
      reply: "réponds à ce que le personnage a dit",
      name: "dis son nom",
      keyword: "emploie un mot-clé de ce salon",
    },
  },
  noOwnVoice: {
    permission:
      "Ici, le personnage parle sous mon nom. Pour qu'il ait son nom et son image, donne-moi « Gérer les webhooks » dans ce salon.",
    full: "Ici, le personnage parle sous mon nom. Pour qu'il ait son nom et son image, supprime l'un des 15 webhooks de ce salon.",
  },
  onlyTalk:
    "Je ne suis pas membre ici et ne lis rien : `/talk` dit quelque chose au personnage, qui répond sous mon nom.",
  nothingToForget: "Il n'y avait rien à oublier.",
  askReset:
    "Repartir de zéro ? Le personnage oublie ce qui a été dit ici ; rien n'est supprimé, et un bouton permet de revenir en arrière.",
  confirmReset: "Repartir de zéro",
  wasReset: ({ turns }) =>
    plural(turns, {
      one: `On repart de zéro : le personnage a oublié ${number(turns)} tour.`,
      other: `On repart de zéro : le personnage a oublié ${number(turns)} tours.`,
    }),
  stopped: "Le chat est terminé. `/chat start` le reprend.",
  stoppedOwn: ({ replies }) =>
    `${plural(replies, { one: "La réponse qui t'est faite est arrêtée", other: `${number(replies)} réponses qui te sont faites sont arrêtées` })}. Le chat continue : la personne qui l'a lancé et celles avec « Gérer les salons » y mettent fin.`,
  exportWords: {
    title: ({ character }) => `Chat avec ${character}`,
    startedAfresh: "nouveau départ",
  },
  exported: ({ turns }) =>
    `Voici le chat, avec ${plural(turns, { one: `${number(turns)} tour`, other: `${number(turns)} tours` })}.`,
  imported: ({ character, turns, swipes }) =>
    `**${character}** se souvient maintenant de ${plural(turns, { one: `${number(turns)} tour`, other: `${number(turns)} tours` })}, soit ${plural(swipes, { one: `${number(swipes)} texte`, other: `${number(swipes)} textes` })} en tout. Ce qui s'est dit ici avant reste caché, comme après \`/chat reset\`.`,
  importJoined: ({ characters }) =>
    `${both.format(characters.map((name) => `**${name}**`))} ${plural(characters.length, { one: "joue", other: "jouent" })} ici aussi.`,
  importShown: "Le dernier tour apparaît dans le salon : continue à partir de là.",
  importLeftOut: ({ lines }) =>
    plural(lines, {
      one: `${number(lines)} ligne cachée au modèle est laissée de côté.`,
      other: `${number(lines)} lignes cachées au modèle sont laissées de côté.`,
    }),
};
