import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { number, plural } = countingIn("de");

export const audit: Texts["audit"] = {
  command: {
    description: "Was auf diesem Server geändert und was gemeldet wurde",
    subcommands: {
      log: { description: "Zeigt, was zuletzt geändert wurde, und von wem" },
      reports: { description: "Zeigt, was gemeldet und noch nicht erledigt ist" },
      close: {
        description: "Vermerkt, dass eine Meldung erledigt ist",
        options: { report: "Ihre Nummer" },
      },
    },
  },
  title: "Was geändert wurde",
  nothing: "Bisher wurde nichts geändert.",
  reports: "Offene Meldungen",
  noReports: "Es gibt keine.",
  closed: ({ number }) => `Meldung #${number} ist erledigt.`,
  actions: {
    "settings.change": "Einstellung",
    "settings.inherit": "Einstellung",
    "turn.edit": "Nachricht geändert",
    "turn.delete": "Nachricht gelöscht",
    "turn.drop": "Folgendes verworfen",
    "turn.branch": "Zweig",
    "preset.save": "Preset gespeichert",
    "model.delegate": "Modelle wählen darf",
    "model.forget": "Wahl eines Modells",
  },
  facts: {
    setting: ({ label, value, place }) => `**${label}**: ${value} (${place})`,
    inherited: ({ label, place }) => `**${label}**: geerbt (${place})`,
    server: "der ganze Server",
    messages: ({ count }) =>
      `${number(count)} ${plural(count, { one: "Nachricht", other: "Nachrichten" })}`,
    replies: ({ count }) =>
      `${number(count)} ${plural(count, { one: "Antwort", other: "Antworten" })}`,
    takenBack: "zurückgenommen",
    cards: ({ added, changed, removed, broken }) =>
      `${number(added)} neu, ${number(changed)} geändert, ${number(removed)} entfernt, ${number(broken)} unlesbar`,
    inThread: ({ character, thread }) => `${character} in ${thread}`,
    model: ({ model, scope }) => `${model ?? "zurückgenommen"} (${scope})`,
    pulled: ({ model, source }) => `${model} von ${source}`,
    toRole: ({ role }) => role ?? "niemand",
  },
};
