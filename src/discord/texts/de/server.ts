import type { Texts } from "../en/english.ts";

export const server: Texts["server"] = {
  command: {
    description: "Was auf diesem Server gilt",
    subcommands: {
      settings: {
        description: "Zeigt und ändert, was in allen Kanälen dieses Servers gilt",
        options: { role: "Für das, was Mitglieder dieser Rolle sagen; ohne Angabe für alle" },
      },
    },
  },
};
