import type { Texts } from "../en/english.ts";

export const character: Texts["character"] = {
  command: {
    description: "Die Figuren, mit denen du reden kannst",
    subcommands: {
      list: { description: "Zeigt die Figuren, mit denen du reden kannst" },
      use: {
        description: "Lässt eine andere Figur diesen Chat fortsetzen",
        options: { character: "Wer weitermacht" },
      },
      info: { description: "Zeigt, wer eine Figur ist", options: { character: "Um wen es geht" } },
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
  takesOver: ({ character }) =>
    `**${character}** übernimmt ab hier und weiß, was bisher gesagt wurde.`,
  imported: ({ character }) =>
    `**${character}** ist da. \`/chat start\` holt die Figur in einen Kanal.`,
  replaced: ({ character }) => `**${character}** ist da, anstelle der vorigen Karte.`,
  exported: ({ character }) => `Hier ist **${character}**.`,
};
