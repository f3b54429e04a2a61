import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("de");

export const turns: Texts["turns"] = {
  stop: "Anhalten",
  retry: "Noch einmal",
  continue: "Weiter",
  waiting: ({ place, seconds, paused }) =>
    paused
      ? `⏸ #${number(place)} · von den Betreibern angehalten`
      : seconds === null
        ? `⏳ #${number(place)}`
        : `⏳ #${number(place)} · ~${number(seconds)} s`,
  tooLateHere:
    "-# ⏳ Das dauert länger, als Discord mich hier antworten lässt. Nichts geht verloren: Dein nächstes `/talk` oder `/queue` bringt die Antwort.",
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
  speakNext: "Nächste Figur",
  report: "Melden",
  pin: "Im Gedächtnis behalten",
  keepInMind: "Das im Gedächtnis behalten",
  branchName: ({ character }) => `Zweig: ${character}`,
  branched: ({ thread }) =>
    `Von dieser Antwort an geht die Geschichte in ${thread} weiter. Hier bleibt alles, wie es ist.`,
  askFollowers: ({ replies }) =>
    `${plural(replies, { one: "1 Antwort folgt", other: `${number(replies)} Antworten folgen` })} auf diese. Soll bleiben, was folgte, oder weg? Antworten, die wegfallen, werden gelöscht; was Leute geschrieben haben, bleibt im Kanal, aber die Figur vergisst es.`,
  askKeeping: ({ replies }) =>
    `${plural(replies, { one: "1 Antwort folgt", other: `${number(replies)} Antworten folgen` })} auf diese, und daran haben andere teil: Das bleibt.`,
  keep: "Behalten",
  drop: "Weg damit",
  askDelete: ({ replies }) =>
    `${plural(replies, { one: "1 Antwort folgt", other: `${number(replies)} Antworten folgen` })} auf diese. Nur sie löschen oder auch, was folgte?`,
  askDeleteAlone: ({ replies }) =>
    `${plural(replies, { one: "1 Antwort folgt", other: `${number(replies)} Antworten folgen` })} auf diese, und daran haben andere teil: Das bleibt. Nur diese löschen?`,
  askDeleteLast: "Das löschen? Alle Fassungen gehen mit und kommen nicht wieder.",
  deleteIt: "Löschen",
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
  ownEdited: "Deine Nachricht ist geändert.",
  edited: "Die Antwort wurde geändert.",
  deleted: "Der Beitrag wurde gelöscht.",
  infoTitle: "Über diese Nachricht",
  infoCharacter: "Figur",
  infoPerson: "Person",
  infoAsker: "Gefragt von",
  infoVersion: "Fassung",
  infoModel: "Modell",
  infoWrittenBy: "Geschrieben von",
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
  notices: {
    stopped: "-# Angehalten.",
    moved: ({ model }) => `-# Wartet jetzt auf ${model}: Es wurde ein anderes Modell gewählt.`,
    cardMissing: ({ character }) =>
      `⚠ Die Karte von ${character} fehlt, darum kommt keine Antwort.`,
    notAgeRestricted: ({ character }) =>
      `⚠ ${character} ist für Erwachsene, und hier gilt keine Altersbeschränkung mehr, darum kommt keine Antwort.`,
    nothingToSay: "⚠ Dem Modell ist nichts eingefallen. Bitte versuch es noch einmal.",
    nothingToAdd: "-# Das Modell hat nichts hinzuzufügen. Die Antwort bleibt, wie sie ist.",
    failures: {
      "prompt-too-long": ({ tokens, budget }) =>
        tokens === undefined || budget === undefined
          ? "⚠ Die Karte der Figur oder die Nachricht ist zu lang für dieses Modell."
          : `⚠ Die Figur und die neueste Nachricht brauchen ${tokens} Token, in den Kontext dieses Modells passen aber nur ${budget}. Kürzt sie, oder nehmt ein Modell oder eine CONTEXT_SIZE mit mehr Platz.`,
      "model-unavailable": () =>
        "⚠ Das Modell steht gerade nicht zur Verfügung. Mehr steht im Log; versuch es später noch einmal.",
      "engine-failed": () =>
        "⚠ Das Modell ist an dieser Antwort gescheitert. Ein neuer Versuch kann gelingen.",
      "queue-full": ({ waiting, minutes }) =>
        `⚠ Es warten schon ${waiting === undefined ? "zu viele" : number(Number(waiting))} Antworten. Bitte versuch es ${minutes === undefined ? "später" : `in etwa ${plural(Number(minutes), { one: "einer Minute", other: `${number(Number(minutes))} Minuten` })}`} noch einmal.`,
      "queue-draining": () =>
        "⚠ Die Betreiber dieses Bots nehmen gerade keine neuen Anfragen an. Bitte versuch es später noch einmal.",
      "worker-lost": () =>
        "⚠ Das Modell ist während dieser Antwort mehrmals verschwunden. Bitte versuch es später noch einmal.",
      "unsupported-version": () =>
        "⚠ Der Bot und sein Worker haben verschiedene Versionen. Bringt beide auf denselben Stand.",
    },
  },
};
