import type { Texts } from "../en/english.ts";

export const sayAs: Texts["say-as"] = {
  command: {
    description: "Dit quelque chose en tant que personnage de cette discussion",
    options: { character: "En tant que qui", text: "Ce qu'il dit" },
  },
  said: ({ character }) => `**${character}** le dit.`,
};
