import type { Texts } from "../en/english.ts";

export const channel: Texts["channel"] = {
  command: {
    description: "Ce qui vaut dans ce salon",
    subcommands: {
      settings: { description: "Montre et change qui reçoit une réponse ici, et comment" },
    },
  },
};
