import type { Texts } from "../en/english.ts";

export const narrate: Texts["narrate"] = {
  command: {
    description: "Raconte ce qui se passe, ou parle comme quelqu'un de passage",
    options: {
      text: "Ce qui se passe, ou ce qui est dit",
      name: "Qui parle, pour quelqu'un sans carte ; le narrateur par défaut",
    },
  },
  told: "C'est raconté.",
};
