/** `/audit`. */
export const audit = {
  command: {
    description: "What was changed in this server, and what was reported",
    subcommands: {
      log: { description: "Shows what was changed lately, and by whom" },
      reports: { description: "Shows what people reported and nobody has dealt with" },
      close: {
        description: "Notes that a report has been dealt with",
        options: { report: "Its number" },
      },
    },
  },
  title: "What was changed",
  nothing: "Nothing has been changed yet.",
  reports: "Open reports",
  noReports: "There is none.",
  closed: ({ number }: { readonly number: number }) => `Report #${number} is closed.`,
};
