import type { Texts } from "../en/english.ts";

const places = {
  everywhere: "überall",
  server: "auf diesem Server",
  channel: "in diesem Kanal",
} as const;
const positions = {
  "in-prompt": "bei der Karte",
  "note-top": "über der Notiz des Autors",
  "note-bottom": "unter der Notiz des Autors",
  depth: "zwischen den Beiträgen",
  nowhere: "nirgends: nur der Name zählt",
} as const;

export const persona: Texts["persona"] = {
  command: {
    description: "Wer du in der Geschichte bist",
    subcommands: {
      create: {
        description: "Macht in einem Formular eine Persona",
        options: {
          avatar: "Ihr Bild: PNG, JPEG oder WebP",
          position: {
            description: "Wo ihre Beschreibung im Prompt steht; ohne Angabe bei der Karte",
            choices: positions,
          },
          depth: "Wie viele Beiträge ihr folgen, wenn sie zwischen ihnen steht; ohne Angabe 2",
        },
      },
      edit: {
        description: "Ändert eine Persona in einem Formular",
        options: {
          persona: "Welche",
          avatar: "Ein anderes Bild: PNG, JPEG oder WebP",
          position: {
            description: "Wo ihre Beschreibung im Prompt steht; ohne Angabe wie bisher",
            choices: positions,
          },
          depth: "Wie viele Beiträge ihr folgen, wenn sie zwischen ihnen steht",
        },
      },
      use: {
        description: "Macht dich zu einer deiner Personas",
        options: {
          persona: "Welche",
          where: { description: "Wo du das bist; ohne Angabe überall", choices: places },
        },
      },
      off: {
        description: "Macht dich wieder zu dir selbst",
        options: { where: { description: "Wo; ohne Angabe überall", choices: places } },
      },
      list: { description: "Zeigt deine Personas, und wer du hier bist" },
      show: { description: "Zeigt eine deiner Personas", options: { persona: "Welche" } },
      delete: { description: "Löscht eine Persona", options: { persona: "Welche" } },
      autoproxy: {
        description: "Lässt mich deine Nachrichten auf diesem Server im Namen einer Persona sagen",
        options: { mode: "off, latch (wer du zuletzt warst) oder eine deiner Personas" },
      },
    },
  },
  title: "Deine Personas",
  none: "Du hast noch keine. `/persona create` macht eine.",
  line: ({ name, pronouns, current }) =>
    `${current ? "◉" : "○"} **${name}**${pronouns === "" ? "" : ` (${pronouns})`}`,
  form: {
    createTitle: "Eine neue Persona",
    editTitle: ({ name }) => `Persona: ${name}`,
    name: "Name",
    nameAbout: "Wie die Figuren dich nennen.",
    pronouns: "Pronomen",
    pronounsAbout: "Etwa sie/ihr.",
    description: "Beschreibung",
    descriptionAbout: "Was die Figuren von dir wissen: Aussehen, Art, Vergangenheit.",
  },
  created: ({ name }) => `**${name}** ist fertig. \`/persona use\` macht dich zu ${name}.`,
  edited: ({ name }) =>
    `**${name}** ist geändert. Was schon gesagt ist, behält den Namen, den es hatte.`,
  used: ({ name, where }) => `Du bist ${places[where]} **${name}**, ab deiner nächsten Nachricht.`,
  off: ({ where }) => `Du bist ${places[where]} du selbst.`,
  stillHere: ({ name, where }) =>
    `Hier bist du aber weiterhin ${name === null ? "du selbst" : `**${name}**`}: Das ist ${places[where]} gewählt, und die engste Wahl gilt.`,
  deleted: ({ name }) => `**${name}** ist gelöscht. Was sie gesagt hat, behält ihren Namen.`,
  noDescription: "Keine Beschreibung.",
  positions: {
    "in-prompt": "Steht bei der Karte.",
    "note-top": "Steht über der Notiz des Autors, wenn es eine gibt.",
    "note-bottom": "Steht unter der Notiz des Autors, wenn es eine gibt.",
    nowhere: "Nur der Name zählt.",
  },
  atDepth: ({ depth }) => `Steht zwischen den Beiträgen; ${depth} folgen ihr.`,
  modes: { off: "off: aus", latch: "latch: wer du zuletzt warst, sechs Stunden lang" },
  autoproxyOff: "Autoproxy ist hier aus.",
  autoproxyLatch: "Autoproxy hier: latch.",
  autoproxyOn: ({ name }) => `Autoproxy hier: ${name}.`,
  autoproxyOffNow: "Deine Nachrichten bleiben, wie du sie schreibst.",
  latchSet: ({ name }) =>
    `${name === null ? "Du bist gerade du selbst; deine Nachrichten bleiben also, wie sie sind, bis `/persona use` bestimmt, wer du bist. Von da an werden sie als diese Persona gesagt" : `Deine Nachrichten werden als **${name}** gesagt, bis \`/persona use\` jemand anderen bestimmt`}; nach sechs Stunden Schweigen lässt es los. Ein \`\\\` vor einer Nachricht lässt sie, wie sie ist.`,
  autoproxySet: ({ name }) =>
    `Deine Nachrichten werden als **${name}** gesagt, in Chats, wo ich Nachrichten und Webhooks verwalten darf. Ein \`\\\` vor einer Nachricht lässt sie, wie sie ist.`,
  mayNotProxy: ({ permissions }) =>
    `In diesem Kanal geschieht das noch nicht, denn mir fehlt: ${permissions}. Wer den Server verwaltet, kann es unter Kanal bearbeiten, Berechtigungen, meine Rolle erlauben, oder in meiner Rolle für alle Kanäle.`,
};
