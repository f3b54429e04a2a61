import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("fr");
const entries = (count: number) =>
  plural(count, { one: `${number(count)} entrée`, other: `${number(count)} entrées` });

export const lore: Texts["lore"] = {
  command: {
    description: "Ce que les personnages savent quand on en parle",
    subcommands: {
      list: { description: "Montre les lorebooks qui jouent dans ce chat, et les autres" },
      attach: {
        description: "Fait jouer un lorebook dans ce chat",
        options: { book: "Quel lorebook" },
      },
      detach: {
        description: "Retire un lorebook de ce chat",
        options: { book: "Quel lorebook" },
      },
      test: {
        description: "Montre quelles entrées de lorebook un message appellerait, et pourquoi",
        options: { text: "Ce que quelqu'un pourrait dire ensuite dans ce chat" },
      },
      add: {
        description: "Écrit une nouvelle entrée dans un lorebook",
        options: { book: "Dans lequel ; sans précision, celui de ce chat" },
      },
      edit: {
        description: "Modifie une entrée d'un lorebook dans un formulaire",
        options: { book: "Quel lorebook", entry: "Quelle entrée" },
      },
      remove: {
        description: "Retire une entrée d'un lorebook",
        options: { book: "Quel lorebook", entry: "Quelle entrée" },
      },
      rename: {
        description: "Donne un autre nom à un lorebook",
        options: { book: "Quel lorebook", name: "Son nouveau nom" },
      },
      delete: {
        description: "Supprime un lorebook et te le remet en fichier",
        options: { book: "Quel lorebook" },
      },
      import: {
        description: "Lit un lorebook dans un fichier : SillyTavern, carte, KoboldAI, NovelAI, …",
        options: {
          file: "Le lorebook en JSON",
          for: {
            description: "Qui peut s'en servir ; sans précision, ce chat seul",
            choices: { chat: "ce chat", server: "tous les chats de ce serveur" },
          },
          replace: "Remplacer le lorebook du même nom",
        },
      },
      export: {
        description: "Te donne un lorebook en fichier",
        options: {
          book: "Quel lorebook",
          format: {
            description: "Dans quel format ; sans précision, tel qu'il est venu",
            choices: {
              original: "tel qu'il est venu",
              sillytavern: "World Info de SillyTavern",
              v3: "lorebook V3",
            },
          },
        },
      },
    },
  },
  title: "Lorebooks",
  none: "Il n'y en a pas encore. `/lore import` en apporte un, `/lore add` écrit la première entrée.",
  ownBook: ({ name, count }) => `**${name}** (dans la carte, ${entries(count)}) : joue`,
  serverBook: ({ name, attached }) => `**${name}** (de ce serveur)${attached ? " : joue" : ""}`,
  chatBook: ({ name, attached }) => `**${name}** (de ce chat)${attached ? " : joue" : ""}`,
  attached: ({ book }) => `**${book}** joue dans ce chat dès la prochaine réponse.`,
  attachedAlready: ({ book }) => `**${book}** joue déjà ici.`,
  detached: ({ book }) =>
    `**${book}** ne joue plus dans ce chat. \`/lore attach\` le fait revenir.`,
  wasNotAttached: ({ book }) => `**${book}** ne joue pas dans ce chat.`,
  exported: ({ book }) => `Voici **${book}**.`,
  imported: ({ book, count }) => `**${book}** est là, avec ${entries(count)}.`,
  replaced: ({ book, count }) =>
    `**${book}** est là, avec ${entries(count)}, à la place du précédent.`,
  takesPart: "Il joue dans ce chat dès la prochaine réponse.",
  attachHint: "`/lore attach` le fait jouer dans un chat.",
  form: {
    title: ({ book }) => `Nouvelle entrée : ${book ?? "ce chat"}`,
    editTitle: ({ entry }) => `Entrée : ${entry}`,
    entryTitle: "Titre",
    entryTitleAbout: "Pour toi ; le personnage ne le voit pas.",
    keys: "Mots-clés",
    keysAbout: "Les mots qui l'appellent, séparés par des virgules. Aucun : elle est toujours là.",
    secondary: "Autres mots-clés",
    secondaryAbout: "S'il y en a, l'un d'eux doit apparaître aussi.",
    content: "Contenu",
    contentAbout: "Ce que le personnage doit savoir.",
    order: "Ordre",
    orderAbout: "Plus c'est bas, plus c'est haut dans le prompt. Sans précision, 100.",
  },
  added: ({ entry, book }) =>
    `**${entry}** est maintenant dans **${book}**. \`/lore test\` montre quand cette entrée est appelée.`,
  edited: ({ entry, book }) =>
    `**${entry}** dans **${book}** est modifiée, dès la prochaine réponse.`,
  removed: ({ entry, book }) =>
    `**${entry}** n'est plus dans **${book}**. Le fichier est le livre tel qu'il était : \`/lore import\` avec \`replace\` le rétablit.`,
  renamed: ({ before, name }) => `**${before}** s'appelle maintenant **${name}**.`,
  deleted: ({ book }) =>
    `**${book}** est supprimé, dans tous les chats qui l'utilisaient. Le fichier est le livre : \`/lore import\` le rétablit.`,
  tested: ({ active, all, tokens }) =>
    `${active} sur ${entries(all)} : actives (environ ${number(tokens)} tokens)`,
  noneActive: "Aucune.",
  nearly: "Presque",
  warnings: "Avertissements",
  testFile: "Le fichier contient toutes les entrées. Ce test n'a rien changé.",
};
