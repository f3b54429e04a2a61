import type { Texts } from "../en/english.ts";

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
};
