import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("de");

export const turns: Texts["turns"] = {
  stop: "Anhalten",
  retry: "Noch einmal",
  continue: "Weiter",
  waiting: ({ place, seconds }) =>
    seconds === null ? `⏳ #${number(place)}` : `⏳ #${number(place)} · ~${number(seconds)} s`,
  menus: {
    swipe: "Neu schreiben / wischen",
    edit: "Antwort bearbeiten",
    delete: "Beitrag löschen",
    why: "Warum diese Antwort?",
    info: "Über diese Nachricht",
  },
  more: ({ character, number: swipe, count }) =>
    `**${character}**, Fassung ${number(swipe)} von ${number(count)}`,
  newVersion: "Neue Fassung",
  withNote: "Neue Fassung mit Hinweis",
  redo: "Anders weiter",
  edit: "Bearbeiten",
  delete: "Löschen",
  why: "Warum diese Antwort?",
  info: "Auskunft",
  branch: "Zweig in einem Thread",
  pin: "Im Gedächtnis behalten",
  branchName: ({ character }) => `Zweig: ${character}`,
  branched: ({ thread }) =>
    `Von dieser Antwort an geht die Geschichte in ${thread} weiter. Hier bleibt alles, wie es ist.`,
  askFollowers: ({ replies }) =>
    `${plural(replies, { one: "1 Antwort folgt", other: `${number(replies)} Antworten folgen` })} auf diese. Soll bleiben, was folgte, oder weg? Antworten, die wegfallen, werden gelöscht; was Leute geschrieben haben, bleibt im Kanal, aber die Figur vergisst es.`,
  keep: "Behalten",
  drop: "Weg damit",
  askDelete: ({ replies }) =>
    `${plural(replies, { one: "1 Antwort folgt", other: `${number(replies)} Antworten folgen` })} auf diese. Nur sie löschen oder auch, was folgte?`,
  deleteAlone: "Nur diese löschen",
  deleteAll: "Alles löschen",
  never: "Doch nicht",
  neverMind: "Es bleibt, wie es war.",
  onItsWay: "Kommt.",
  undone: ({ turns }) =>
    `Zurückgenommen: ${plural(turns, { one: "1 Beitrag", other: `${number(turns)} Beiträge` })}.`,
  undoReset: "Rückgängig",
  resetUndone: "Der Chat geht weiter, wo er vorher war.",
  noteTitle: "Hinweis für die neue Fassung",
  noteLabel: "Was soll anders sein?",
  noteHint: "Nur für diese eine Fassung",
  editTitle: "Antwort bearbeiten",
  editLabel: ({ part, parts }) =>
    parts === 1 ? "Text" : `Text, Teil ${number(part)} von ${number(parts)}`,
  edited: "Die Antwort wurde geändert.",
  deleted: "Der Beitrag wurde gelöscht.",
  infoTitle: "Über diese Nachricht",
  infoCharacter: "Figur",
  infoPerson: "Person",
  infoAsker: "Gefragt von",
  infoVersion: "Fassung",
  infoModel: "Modell",
  infoEditedBy: "Geändert von",
  infoState: "Zustand",
  states: {
    open: "wird geschrieben",
    written: "wird gezeigt",
    done: "steht",
    failed: "fehlgeschlagen",
    removing: "wird gelöscht",
    removed: "gelöscht",
  },
  ofCount: ({ number: swipe, count }) => `${number(swipe)} von ${number(count)}`,
};
