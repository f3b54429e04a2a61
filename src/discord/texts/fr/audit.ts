import type { Texts } from "../en/english.ts";

export const audit: Texts["audit"] = {
  command: {
    description: "Ce qui a été changé sur ce serveur, et ce qui a été signalé",
    subcommands: {
      log: { description: "Montre ce qui a été changé dernièrement, et par qui" },
      reports: { description: "Montre ce qui a été signalé et reste à traiter" },
      close: {
        description: "Note qu'un signalement est traité",
        options: { report: "Son numéro" },
      },
    },
  },
  title: "Ce qui a été changé",
  nothing: "Rien n'a encore été changé.",
  reports: "Signalements ouverts",
  noReports: "Il n'y en a pas.",
  closed: ({ number }) => `Le signalement n° ${number} est traité.`,
};
