import type { Texts } from "../en/english.ts";

export const help: Texts["help"] = {
  command: {
    description: "Sagt, wie man mit Figuren redet, und zeigt die Befehle, die du benutzen kannst",
    options: { topic: "Über welchen Befehl du mehr wissen willst" },
  },
  title: "Mit Figuren reden",
  intro: `\`/chat start\` holt eine Figur in diesen Kanal. Dann erwähne mich, antworte der Figur oder nenn ihren Namen; in Direktnachrichten schreib einfach.
\`/character list\` zeigt, mit wem du reden kannst. \`/chat reset\` fängt neu an, \`/chat stop\` beendet den Chat.`,
  introAway: `\`/talk\` sagt etwas zu einer Figur, hier und überall: beim ersten Mal mit \`character\`.
\`/character list\` zeigt, mit wem du reden kannst. \`/chat reset\` fängt neu an, \`/chat stop\` beendet den Chat.`,
  tiers: {
    host: "wer den Chat begonnen hat oder Kanäle verwaltet",
    "channel-manager": "wer Kanäle verwaltet",
    manager: "Leute, die den Server verwalten, und Rollen, die seine Einstellungen nennen",
    "server-manager": "wer den Server verwaltet",
  },
  more: "`/help` mit einem Thema sagt, was jeder Befehl tut.",
  inviteTitle: "Auf einem anderen Server",
  invite: ({ link }) =>
    `[Hol mich auf einen Server](${link}), mit nicht mehr Rechten, als ich brauche.`,
  install: ({ link }) =>
    `[Füg mich deinen eigenen Apps hinzu](${link}), um \`/talk\` überall zu benutzen.`,
  madeUp:
    "Die Figuren spielt ein Sprachmodell auf dem Rechner dessen, der diesen Bot betreibt. Was sie sagen, ist erfunden.",
};
