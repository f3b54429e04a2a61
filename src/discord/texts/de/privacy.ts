import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("de");

export const privacy: Texts["privacy"] = {
  command: {
    description: "Was ich von dir aufbewahre, und wie es verschwindet",
    subcommands: {
      show: { description: "Zeigt, was ich von dir aufbewahre" },
      export: { description: "Gibt dir alles, was ich von dir aufbewahre, als Datei" },
      forget: { description: "Löscht nach einer Rückfrage alles, was ich von dir aufbewahre" },
      "opt-out": {
        description: "Ab jetzt merke ich mir nichts von dir, und Figuren sehen nichts davon",
      },
      "opt-in": { description: "Nimmt das zurück" },
    },
  },
  overview: ({ optedOut, turns, chats, personas, lorebooks, retentionDays }) =>
    [
      optedOut
        ? "Du hast widersprochen: Ich merke mir nichts von dir, und Figuren sehen nichts davon."
        : "Was du sagst, wo eine Figur ist, wird Teil des Chats.",
      `Ich bewahre ${plural(turns, { one: "1 Nachricht", other: `${number(turns)} Nachrichten` })} von dir aus ${plural(chats, { one: "1 Chat", other: `${number(chats)} Chats` })} auf, ${plural(personas, { one: "1 Persona", other: `${number(personas)} Personas` })} und ${plural(lorebooks, { one: "1 Lorebook", other: `${number(lorebooks)} Lorebooks` })}, die du gebracht hast.`,
      retentionDays === 0
        ? "Das bleibt, bis es jemand löscht."
        : `Nachrichten werden nach ${plural(retentionDays, { one: "1 Tag", other: `${number(retentionDays)} Tagen` })} gelöscht.`,
      "`/privacy export` gibt dir alles, `/privacy forget` löscht es, und mit `/privacy opt-out` merke ich mir nichts mehr.",
    ].join("\n"),
  exported: "Das ist alles, was ich von dir aufbewahre.",
  form: {
    title: "Alles von mir löschen",
    confirm: "Tippe forget",
    confirmAbout:
      "Deine Nachrichten, die Antworten darauf, deine Personas und Lorebooks. Endgültig.",
  },
  forgotten: ({ turns }) =>
    `Erledigt: ${plural(turns, { one: "1 Beitrag ist", other: `${number(turns)} Beiträge sind` })} gelöscht, dazu deine Personas, deine Lorebooks und jeder aufbewahrte Prompt mit deinen Worten. Was in Discord steht, löschst du dort.`,
  optedOut:
    "Ich merke mir nichts mehr von dir, und Figuren sehen nichts von dem, was du gesagt hast. `/privacy opt-in` nimmt das zurück, `/privacy forget` löscht, was da ist.",
  optedOutAlready: "Du hast schon widersprochen.",
  optedIn: "Was du sagst, wo eine Figur ist, wird wieder Teil des Chats.",
  optedInAlready: "Du hast nicht widersprochen.",
};
