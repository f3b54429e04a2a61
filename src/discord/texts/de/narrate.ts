import type { Texts } from "../en/english.ts";

export const narrate: Texts["narrate"] = {
  command: {
    description: "Erzählt, was in der Geschichte geschieht, oder spricht als jemand am Rande",
    options: {
      text: "Was geschieht, oder was gesagt wird",
      name: "Wer es sagt, für jemanden ohne Karte; ohne Angabe der Erzähler",
    },
  },
  told: "Es ist erzählt.",
};
