import type { Texts } from "../en/english.ts";

export const server: Texts["server"] = {
  command: {
    description: "Ce qui vaut sur ce serveur",
    subcommands: {
      settings: {
        description: "Montre et change ce qui vaut dans tous les salons de ce serveur",
        options: { role: "Pour ce que disent les membres de ce rôle ; sans précision, pour tous" },
      },
    },
  },
};
