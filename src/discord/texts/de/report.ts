import type { Texts } from "../en/english.ts";

export const report: Texts["report"] = {
  command: {
    description: "Meldet denen, die den Server verwalten, was nicht sein sollte",
    options: { message: "Link der Nachricht, um die es geht" },
  },
  form: {
    title: "Meldung",
    reason: "Was stimmt nicht?",
    reasonAbout: "Wer diesen Server verwaltet, liest es, mit deinem Namen.",
  },
  sent: ({ number }) =>
    `Danke: Es liegt als #${number} für alle bereit, die diesen Server verwalten. Was gegen Discords eigene Regeln verstößt, kannst du mit einem Rechtsklick auf die Nachricht auch Discord melden.`,
};
