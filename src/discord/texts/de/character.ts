import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("de");

export const character: Texts["character"] = {
  command: {
    description: "Die Figuren, mit denen du reden kannst",
    subcommands: {
      list: { description: "Zeigt die Figuren, mit denen du reden kannst" },
      add: {
        description: "Holt noch eine Figur in diesen Chat",
        options: {
          character: "Wer dazukommt",
          greeting: "Wie sie grüßt; ohne Angabe ihr Gruß für Gruppen, falls sie einen hat",
        },
      },
      remove: {
        description: "Nimmt eine Figur aus diesem Chat",
        options: { character: "Wer geht" },
      },
      greet: {
        description: "Lässt eine Figur dieses Chats eine ihrer Begrüßungen sagen",
        options: { character: "Wer grüßt", greeting: "Welche Begrüßung; ohne Angabe die erste" },
      },
      tune: {
        description: "Sagt, wie gern eine Figur hier redet; ohne Angaben gilt wieder ihre Karte",
        options: {
          character: "Um wen es geht",
          talkativeness: "Prozent; bei 0 redet sie nur, wenn sie gefragt wird",
          muted: "Sagt nichts, bis das wieder aus ist",
        },
      },
      use: {
        description: "Lässt eine andere Figur diesen Chat fortsetzen",
        options: { character: "Wer weitermacht" },
      },
      info: { description: "Zeigt, wer eine Figur ist", options: { character: "Um wen es geht" } },
      reload: { description: "Liest die Karten neu ein und sagt, was sich geändert hat" },
      edit: {
        description: "Ändert die Karte einer Figur in einem Formular",
        options: {
          character: "Wessen Karte",
          field: {
            description: "Welches Feld; ohne Angabe die, die man am häufigsten ändert",
            choices: {
              description: "Beschreibung",
              personality: "Persönlichkeit",
              scenario: "Szenario",
              firstMessage: "Erste Nachricht",
              exampleDialogue: "Beispieldialog",
              nickname: "Rufname",
              systemPrompt: "Hauptprompt",
              postHistoryInstructions: "Anweisungen nach dem Verlauf",
              creatorNotes: "Anmerkungen des Erstellers",
            },
          },
        },
      },
      import: {
        description: "Holt eine Figur aus ihrer Karte: PNG, JSON, YAML, CHARX, WebP oder JPEG",
        options: { card: "Die Charakterkarte", replace: "Die Karte derselben Figur ersetzen" },
      },
      export: {
        description: "Gibt dir die Karte einer Figur als Datei",
        options: {
          character: "Wessen Karte",
          format: {
            description: "Als welche Art von Datei; ohne Angabe PNG",
            choices: {
              png: "PNG-Bild mit der Karte darin",
              v3: "JSON, Version 3",
              v2: "JSON, Version 2",
              charx: "CHARX-Archiv",
            },
          },
        },
      },
    },
  },
  title: ({ count }) => `Figuren (${count})`,
  none: "Es gibt noch keine. Leg eine Charakterkarte (PNG oder JSON) in den Ordner der Figuren.",
  isHere: "hier",
  unreadable: "Karten, die sich nicht lesen lassen",
  tags: "Schlagwörter",
  greeting: ({ others }) => (others === 0 ? "Begrüßung" : `Begrüßung (und ${others} weitere)`),
  madeBy: ({ creator }) => `von ${creator}`,
  version: ({ version }) => `Version ${version}`,
  joined: ({ character, others }) =>
    `**${character}** ist da. ${plural(others, { one: "In diesem Chat ist jetzt 1 Figur", other: `In diesem Chat sind jetzt ${number(others)} Figuren` })}.`,
  left: ({ character }) => `**${character}** ist gegangen.`,
  greets: ({ character }) => `**${character}** grüßt.`,
  tuned: ({ character, percent, muted }) =>
    `**${character}** ${muted ? "ist hier stumm" : "darf hier reden"}. Redelust: ${percent} %.`,
  takesOver: ({ character }) =>
    `**${character}** übernimmt ab hier und weiß, was bisher gesagt wurde.`,
  imported: ({ character }) =>
    `**${character}** ist da. \`/chat start\` holt die Figur in einen Kanal.`,
  replaced: ({ character }) => `**${character}** ist da, anstelle der vorigen Karte.`,
  exported: ({ character }) => `Hier ist **${character}**.`,
  reloaded: {
    added: ({ characters }) => `Neu: ${characters}`,
    changed: ({ characters }) => `Geändert: ${characters}`,
    removed: ({ characters }) => `Weg: ${characters}`,
    nothing: "Nichts hat sich geändert.",
  },
  fields: {
    description: "Beschreibung",
    personality: "Persönlichkeit",
    scenario: "Szenario",
    firstMessage: "Erste Nachricht",
    exampleDialogue: "Beispieldialog",
    nickname: "Rufname",
    systemPrompt: "Hauptprompt",
    postHistoryInstructions: "Anweisungen nach dem Verlauf",
    creatorNotes: "Anmerkungen des Erstellers",
  },
  editTitle: ({ character }) => `${character} bearbeiten`,
  editHint: "Was hier leer ist, ist in der Karte leer",
  edited: ({ character, fields }) =>
    `**${character}** wurde geändert: ${fields}. Die nächste Antwort weiß davon.`,
  notEdited: "Nichts wurde geändert.",
};
