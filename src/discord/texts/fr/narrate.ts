import type { Texts } from "../en/english.ts";

export const narrate: Texts["narrate"] = {
  command: {
    description: "Raconte ce qui se passe dans l'histoire, sous le nom du narrateur",
    options: { text: "Ce qui se passe" },
  },
  told: "C'est raconté.",
};
