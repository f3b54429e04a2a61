import type { Texts } from "../en/english.ts";

export const preset: Texts["preset"] = {
  command: {
    description: "Wie Antworten gewürfelt werden: Voreinstellungen von Temperatur und mehr",
    subcommands: {
      show: {
        description: "Zeigt, womit Antworten hier gewürfelt werden",
        options: { character: "Wessen Antworten; ohne Angabe die der ersten Figur" },
      },
      set: {
        description: "Wählt eine Voreinstellung für Chat, Figur oder Server",
        options: {
          preset: "Welche; ohne Angabe gilt wieder die weitere Wahl",
          for: {
            description: "Wofür; ohne Angabe dieser Chat",
            choices: {
              chat: "dieser Chat",
              character: "eine Figur auf diesem Server",
              server: "dieser Server",
            },
          },
          character: "Welche Figur, wenn sie für eine ist",
        },
      },
      list: { description: "Listet die Voreinstellungen" },
      import: {
        description:
          "Nimmt eine Text-Completion-Voreinstellung von SillyTavern aus einer JSON-Datei",
        options: { file: "Die Datei der Voreinstellung" },
      },
      edit: {
        description: "Ändert eine Voreinstellung in einem Formular oder legt eine an",
        options: { preset: "Welche; ohne Angabe eine neue aus dem, was hier gilt" },
      },
      delete: {
        description: "Löscht eine Voreinstellung dieses Servers",
        options: { preset: "Welche" },
      },
    },
  },
  noPreset: "Keine Voreinstellung",
  origins: {
    thread: "Für diesen Thread gewählt.",
    channel: "Für diesen Kanal gewählt.",
    category: "Für diese Kategorie gewählt.",
    character: "Für die Figur gewählt.",
    guild: "Für diesen Server gewählt.",
    model: "Niemand hat gewählt: was die Macher des Modells empfehlen, sonst das Übliche.",
  },
  scopes: {
    chat: "in diesem Chat",
    character: "wann immer diese Figur auf diesem Server spricht",
    server: "auf diesem Server",
  },
  ignored: "Weggelassen",
  ships: "(mitgeliefert)",
  listTitle: "Voreinstellungen",
  form: {
    title: "Voreinstellung",
    name: "Name",
    settings: "Einstellungen",
    settingsHint: "Eine je Zeile, wie temperature = 0.8",
  },
  ignoredOf: ({ settings }) =>
    `Das Programm, das rechnet, kann nicht: ${settings}. Die neueste Antwort kam ohne aus.`,
  chosen: ({ preset: name, where }) =>
    `Antworten werden ab jetzt mit **${name}** gewürfelt, ${where}.`,
  takenBack: ({ where }) => `Die Wahl ist aufgehoben, ${where}: Die weitere gilt.`,
  imported: ({ preset: name }) => `**${name}** ist da. \`/preset set\` wählt sie.`,
  replaced: ({ preset: name }) => `**${name}** ist da, anstelle der vorigen.`,
  unknown: ({ settings }) => `Das gibt es hier nicht und fällt weg: ${settings}`,
  saved: ({ preset: name }) => `**${name}** ist gespeichert. \`/preset set\` wählt sie.`,
  deleted: ({ preset: name }) => `**${name}** ist weg.`,
};
