import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("de");

export const general: Texts["general"] = {
  unexpected: ({ errorId }) =>
    `⚠ Hier ist etwas schiefgegangen. Mehr steht im Log unter \`${errorId}\`.`,
  moreWarnings: ({ count }) =>
    plural(count, {
      one: "… und 1 weitere Warnung.",
      other: `… und ${number(count)} weitere Warnungen.`,
    }),
  tokens: ({ count }) => `≈ ${number(count)} Token`,
  hints: {
    characterMissing:
      "⚠ Die Karte der Figur in diesem Chat ist weg, darum kommt keine Antwort. `/chat start` holt jemand anderen; wer den Server verwaltet, sieht defekte Karten in `/character list`.",
    noConversation:
      "Hier ist noch keine Figur. `/chat start` holt eine, `/character list` zeigt, wen es gibt.",
    stopped: "Der Chat hier ist beendet. `/chat start` setzt ihn fort.",
    directMessagesOff:
      "Wer mich betreibt, hat Direktnachrichten abgeschaltet. Auf einem Server kann man mit mir reden.",
  },
};
