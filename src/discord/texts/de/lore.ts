import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("de");
const entries = (count: number) =>
  plural(count, { one: "1 Eintrag", other: `${number(count)} Einträge` });
const withEntries = (count: number) =>
  plural(count, { one: "1 Eintrag", other: `${number(count)} Einträgen` });

export const lore: Texts["lore"] = {
  command: {
    description: "Was Figuren wissen, wenn es zur Sprache kommt",
    subcommands: {
      list: { description: "Zeigt die Lorebooks, die in diesem Chat gelten, und die übrigen" },
      attach: {
        description: "Lässt ein Lorebook in diesem Chat gelten",
        options: { book: "Welches Lorebook" },
      },
      detach: {
        description: "Nimmt ein Lorebook aus diesem Chat",
        options: { book: "Welches Lorebook" },
      },
      test: {
        description: "Zeigt, welche Lorebook-Einträge eine Nachricht aufruft, und warum",
        options: { text: "Was jemand in diesem Chat als Nächstes sagen könnte" },
      },
      add: {
        description: "Schreibt einen neuen Eintrag in ein Lorebook",
        options: { book: "In welches; ohne Angabe in das dieses Chats" },
      },
      edit: {
        description: "Ändert einen Eintrag eines Lorebooks in einem Formular",
        options: { book: "Welches Lorebook", entry: "Welchen Eintrag" },
      },
      remove: {
        description: "Nimmt einen Eintrag aus einem Lorebook",
        options: { book: "Welches Lorebook", entry: "Welchen Eintrag" },
      },
      rename: {
        description: "Gibt einem Lorebook einen anderen Namen",
        options: { book: "Welches Lorebook", name: "Sein neuer Name" },
      },
      delete: {
        description: "Löscht ein Lorebook und gibt es dir als Datei",
        options: { book: "Welches Lorebook" },
      },
      import: {
        description:
          "Liest ein Lorebook aus einer Datei: SillyTavern, Charakterbuch, KoboldAI, NovelAI, …",
        options: {
          file: "Das Lorebook als JSON",
          for: {
            description: "Wer es benutzen darf; ohne Angabe nur dieser Chat",
            choices: { chat: "dieser Chat", server: "alle Chats dieses Servers" },
          },
          replace: "Das Lorebook desselben Namens ersetzen",
        },
      },
      export: {
        description: "Gibt dir ein Lorebook als Datei",
        options: {
          book: "Welches Lorebook",
          format: {
            description: "Als welche Art von Datei; ohne Angabe so, wie es kam",
            choices: {
              original: "so, wie es kam",
              sillytavern: "SillyTavern World Info",
              v3: "V3-Lorebook",
            },
          },
        },
      },
    },
  },
  title: "Lorebooks",
  none: "Es gibt noch keines. `/lore import` holt eines, `/lore add` schreibt den ersten Eintrag.",
  ownBook: ({ name, count }) => `**${name}** (in der Karte, ${entries(count)}): gilt`,
  serverBook: ({ name, attached }) => `**${name}** (von diesem Server)${attached ? ": gilt" : ""}`,
  chatBook: ({ name, attached }) => `**${name}** (von diesem Chat)${attached ? ": gilt" : ""}`,
  attached: ({ book }) => `**${book}** gilt ab der nächsten Antwort in diesem Chat.`,
  attachedAlready: ({ book }) => `**${book}** gilt hier schon.`,
  detached: ({ book }) =>
    `**${book}** gilt nicht mehr in diesem Chat. \`/lore attach\` holt es zurück.`,
  wasNotAttached: ({ book }) => `**${book}** gilt in diesem Chat gar nicht.`,
  exported: ({ book }) => `Hier ist **${book}**.`,
  imported: ({ book, count }) => `**${book}** mit ${withEntries(count)} ist da.`,
  replaced: ({ book, count }) =>
    `**${book}** mit ${withEntries(count)} ist da, anstelle des vorigen.`,
  takesPart: "Es gilt in diesem Chat ab der nächsten Antwort.",
  attachHint: "`/lore attach` lässt es in einem Chat gelten.",
  form: {
    title: ({ book }) => `Neuer Eintrag: ${book ?? "dieser Chat"}`,
    editTitle: ({ entry }) => `Eintrag: ${entry}`,
    entryTitle: "Titel",
    entryTitleAbout: "Für dich; die Figur sieht ihn nicht.",
    keys: "Schlüsselwörter",
    keysAbout: "Wörter, die ihn aufrufen, durch Kommas getrennt. Ohne: Er gilt immer.",
    secondary: "Weitere Schlüsselwörter",
    secondaryAbout: "Gibt es welche, muss auch eines von ihnen vorkommen.",
    content: "Inhalt",
    contentAbout: "Was die Figur wissen soll.",
    order: "Reihenfolge",
    orderAbout: "Kleinere Zahlen stehen im Prompt weiter oben. Ohne Angabe 100.",
  },
  added: ({ entry, book }) =>
    `**${entry}** steht jetzt in **${book}**. \`/lore test\` zeigt, wann der Eintrag aufgerufen wird.`,
  edited: ({ entry, book }) =>
    `**${entry}** in **${book}** ist geändert; es gilt ab der nächsten Antwort.`,
  removed: ({ entry, book }) =>
    `**${entry}** steht nicht mehr in **${book}**. Die Datei ist das Buch, wie es vorher war: \`/lore import\` mit \`replace\` bringt es zurück.`,
  renamed: ({ before, name }) => `**${before}** heißt jetzt **${name}**.`,
  deleted: ({ book }) =>
    `**${book}** ist gelöscht und gilt in keinem Chat mehr. Die Datei ist das Buch: \`/lore import\` bringt es zurück.`,
  tested: ({ active, all, tokens }) =>
    `${active} von ${withEntries(all)} aktiv (etwa ${number(tokens)} Token)`,
  noneActive: "Keiner.",
  nearly: "Fast",
  warnings: "Warnungen",
  testFile: "In der Datei stehen alle Einträge. Dieser Test hat nichts verändert.",
};
