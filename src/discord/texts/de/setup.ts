import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural } = countingIn("de");

export const setup: Texts["setup"] = {
  command: {
    description: "Prüft alles und führt dich Schritt für Schritt zur ersten Antwort einer Figur",
    options: {
      character: "Wer in diesem Kanal sein soll",
      answer: {
        description: "Was eine Antwort bekommt",
        choices: { addressed: "nur, was die Figur anspricht", always: "jede Nachricht" },
      },
      test: "Fragt die Figur etwas, um ihre erste Antwort zu sehen",
    },
  },
  title: "Hearthside in einem Kanal einrichten",
  left: ({ steps }) =>
    plural(steps, { one: "Ein Schritt fehlt noch.", other: `${steps} Schritte fehlen noch.` }),
  ready: "Alles ist da. Schreib etwas in den Kanal, oder drück „Etwas fragen“.",
  chatMissing: "Wähl unten, wer hier sein soll.",
  chooseChannel: "Welcher Kanal",
  chooseCharacter: "Wer hier sein soll",
  chooseModel: "Welches Modell hier antwortet",
  answerAddressed: "Antwortet, wenn angesprochen",
  answerAlways: "Antwortet auf alles",
  askSomething: "Etwas fragen",
  lookAgain: "Noch einmal nachsehen",
  notAnswered:
    "Ich habe in deinem Namen gefragt, aber hier antwortet gerade niemand. `/debug why` sagt, warum.",
  permissions: "Was ich darf",
  permissionsThere: "Ich habe alle Berechtigungen, die ich brauche.",
  permissionsInServer: ({ permissions }) =>
    `Meiner Rolle fehlt: ${permissions}. Öffne Servereinstellungen, Rollen, meine Rolle, Berechtigungen, und schalte das ein.`,
  permissionsInChannel: ({ permissions }) =>
    `Dieser Kanal verwehrt mir: ${permissions}. Öffne Kanal bearbeiten, Berechtigungen, füg meine Rolle hinzu, und erlaube das.`,
  optionalThere: ({ permission }) =>
    `Freiwillig, nur für \`/persona autoproxy\`: ${permission}. Hier darf ich das.`,
  optionalMissing: ({ permission }) =>
    `Freiwillig, nur für \`/persona autoproxy\`: ${permission}. Hier darf ich das nicht; nichts anderes braucht es.`,
  voice: "Namen und Bilder der Figuren",
  voiceThere: "Figuren sprechen hier unter eigenem Namen und mit eigenem Bild.",
  model: "Modell",
  modelThere: ({ models }) => `Läuft: ${models}.`,
  modelMissing:
    "Kein Modell läuft. Wer diesen Bot betreibt, muss einen Worker starten; `hearthside doctor` sagt, was fehlt.",
  characters: "Figuren",
  charactersThere: ({ count }) =>
    plural(count, { one: "1 Figur ist da.", other: `${count} Figuren sind da.` }),
  charactersMissing:
    "Es gibt noch keine. `/character import` holt eine aus ihrer Karte, oder leg Karten in den Ordner der Figuren.",
  cardsBroken: ({ count }) =>
    plural(count, {
      one: "⚠ 1 Karte lässt sich nicht lesen: `/character list` sagt, warum.",
      other: `⚠ ${count} Karten lassen sich nicht lesen: \`/character list\` sagt, warum.`,
    }),
  chat: "Eine Figur in diesem Kanal",
  chatAddressed: ({ character }) =>
    `**${character}** ist hier und antwortet auf Erwähnungen, auf Antworten und auf den Namen.`,
  chatAlways: ({ character }) => `**${character}** ist hier und antwortet auf jede Nachricht.`,
  testQuestion: "Hallo! Wer bist du, und was ist das hier für ein Ort?",
  chosen: "So: Die Figur grüßt im Kanal.",
  asked:
    "Ich habe in deinem Namen gefragt: „Hallo! Wer bist du, und was ist das hier für ein Ort?“ Die Antwort erscheint im Kanal.",
};
