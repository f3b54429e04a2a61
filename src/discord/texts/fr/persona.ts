import type { Texts } from "../en/english.ts";

const places = {
  everywhere: "partout",
  server: "sur ce serveur",
  channel: "dans ce salon",
} as const;
const positions = {
  "in-prompt": "avec la carte",
  "note-top": "au-dessus de la note de l'auteur",
  "note-bottom": "sous la note de l'auteur",
  depth: "entre les répliques",
  nowhere: "nulle part : seul le nom sert",
} as const;

export const persona: Texts["persona"] = {
  command: {
    description: "Qui tu es dans l'histoire",
    subcommands: {
      create: {
        description: "Crée un persona dans un formulaire",
        options: {
          avatar: "Son image : PNG, JPEG ou WebP",
          position: {
            description: "Où sa description figure dans le prompt ; par défaut avec la carte",
            choices: positions,
          },
          depth: "Combien de répliques le suivent, s'il est entre elles ; 2 par défaut",
        },
      },
      edit: {
        description: "Modifie un persona dans un formulaire",
        options: {
          persona: "Lequel",
          avatar: "Une autre image : PNG, JPEG ou WebP",
          position: {
            description: "Où sa description figure dans le prompt ; inchangé par défaut",
            choices: positions,
          },
          depth: "Combien de répliques le suivent, s'il est entre elles",
        },
      },
      use: {
        description: "Fait de toi l'un de tes personas",
        options: {
          persona: "Lequel",
          where: { description: "Où tu l'es ; partout par défaut", choices: places },
        },
      },
      off: {
        description: "Te fait redevenir toi-même",
        options: { where: { description: "Où ; partout par défaut", choices: places } },
      },
      list: { description: "Montre tes personas, et qui tu es ici" },
      show: { description: "Montre l'un de tes personas", options: { persona: "Lequel" } },
      delete: { description: "Supprime un persona", options: { persona: "Lequel" } },
      autoproxy: {
        description: "Me laisse redire tes messages au nom d'un persona, sur ce serveur",
        options: { mode: "off, latch (qui tu étais en dernier) ou l'un de tes personas" },
      },
    },
  },
  title: "Tes personas",
  none: "Tu n'en as pas encore. `/persona create` en crée un.",
  line: ({ name, pronouns, current }) =>
    `${current ? "◉" : "○"} **${name}**${pronouns === "" ? "" : ` (${pronouns})`}`,
  form: {
    createTitle: "Un nouveau persona",
    editTitle: ({ name }) => `Persona : ${name}`,
    name: "Nom",
    nameAbout: "Comment les personnages t'appellent.",
    pronouns: "Pronoms",
    pronounsAbout: "Par exemple elle.",
    description: "Description",
    descriptionAbout: "Ce que les personnages savent de toi : allure, manières, passé.",
  },
  created: ({ name }) => `**${name}** est créé. \`/persona use\` fait de toi ${name}.`,
  edited: ({ name }) => `**${name}** est modifié. Ce qui a été dit garde le nom d'alors.`,
  used: ({ name, where }) => `Tu es **${name}** ${places[where]}, dès ton prochain message.`,
  off: ({ where }) => `Tu es toi-même ${places[where]}.`,
  stillHere: ({ name, where }) =>
    `Mais ici tu es toujours ${name === null ? "toi-même" : `**${name}**`} : c'est choisi ${places[where]}, et le choix le plus étroit l'emporte.`,
  deleted: ({ name }) => `**${name}** est supprimé. Ce qu'il a dit garde son nom.`,
  noDescription: "Pas de description.",
  positions: {
    "in-prompt": "Figure avec la carte.",
    "note-top": "Figure au-dessus de la note de l'auteur, s'il y en a une.",
    "note-bottom": "Figure sous la note de l'auteur, s'il y en a une.",
    nowhere: "Seul le nom sert.",
  },
  atDepth: ({ depth }) => `Figure entre les répliques ; ${depth} le suivent.`,
  modes: { off: "off : désactivé", latch: "latch : qui tu étais en dernier, six heures durant" },
  autoproxyOff: "L'autoproxy est désactivé ici.",
  autoproxyLatch: "Autoproxy ici : latch.",
  autoproxyOn: ({ name }) => `Autoproxy ici : ${name}.`,
  autoproxyOffNow: "Tes messages restent tels que tu les écris.",
  latchSet: ({ name }) =>
    `${name === null ? "Pour l'instant tu es toi-même : tes messages restent tels quels jusqu'à ce que `/persona use` dise qui tu es. Ensuite ils sont redits au nom de cette persona" : `Tes messages sont redits au nom de **${name}**, jusqu'à ce que \`/persona use\` dise quelqu'un d'autre`} ; après six heures de silence, cela cesse. Un \`\\\` devant un message le laisse tel quel.`,
  autoproxySet: ({ name }) =>
    `Tes messages sont redits au nom de **${name}**, dans les chats où je peux gérer les messages et les webhooks. Un \`\\\` devant un message le laisse tel quel.`,
  mayNotProxy: ({ permissions }) =>
    `Dans ce salon, cela reste sans effet, car il me manque : ${permissions}. Qui gère le serveur peut l'accorder sous Modifier le salon, Permissions, mon rôle, ou dans mon rôle pour tous les salons.`,
};
