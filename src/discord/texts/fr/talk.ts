import type { Texts } from "../en/english.ts";

export const talk: Texts["talk"] = {
  command: {
    description: "Dit quelque chose à un personnage, n'importe où",
    options: { text: "Ce que tu dis", character: "À qui ; à qui est ici par défaut" },
  },
};
